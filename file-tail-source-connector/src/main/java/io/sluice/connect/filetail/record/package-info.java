/** What a line of a file becomes in Kafka. */
package io.sluice.connect.filetail.record;
