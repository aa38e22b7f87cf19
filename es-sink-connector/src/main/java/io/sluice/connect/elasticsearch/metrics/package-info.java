/** What a task counts and measures, and how Connect's metrics are told of it. */
package io.sluice.connect.elasticsearch.metrics;
