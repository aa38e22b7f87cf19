/** The file tail source connector: log files into Kafka topics, each line once and in order. */
package io.sluice.connect.filetail;
