/** The tour of the whole path that {@code ./sluice demo} gives. */
package io.sluice.localstack.demo;
