package io.sluice.connect.elasticsearch.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Has one JSON generator write into whichever buffer is being filled. An instance is used by one
 * thread.
 */
final class JsonOutput {

  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();
  private final Redirect redirect = new Redirect();
  private JsonGenerator generator;

  /**
   * Appends one value.
   *
   * @throws MalformedDocumentException where it cannot be JSON; the output is then as it was
   */
  void write(GrowableBytes out, Content content) throws MalformedDocumentException {
    int start = out.size();
    redirect.target = out;
    boolean written = false;
    try {
      if (generator == null) {
        generator = factory.createGenerator(redirect);
      }
      content.write(generator);
      generator.flush();
      written = true;
    } catch (JsonProcessingException | DataException e) {
      throw new MalformedDocumentException(
          "it cannot be written as JSON: "
              + (e instanceof JsonProcessingException json
                  ? json.getOriginalMessage()
                  : e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    } finally {
      if (!written) {
        // It stopped in the middle of an object, so it starts anew.
        generator = null;
        out.truncate(start);
      }
    }
  }

  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json) throws IOException, MalformedDocumentException;
  }

  private static final class Redirect extends OutputStream {
    private GrowableBytes target;

    @Override
    public void write(int b) {
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      target.write(bytes, offset, length);
    }
  }
}
