/** What is counted and measured, and how Connect's metrics are told of it. */
package io.sluice.connect.filetail.metrics;
