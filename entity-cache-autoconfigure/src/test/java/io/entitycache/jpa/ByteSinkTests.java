package io.entitycache.jpa;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ByteSinkTests {

	private static ByteSource written(java.util.function.Consumer<ByteSink> writer) {
		ByteSink out = new ByteSink(0);
		writer.accept(out);
		return new ByteSource(out.toByteArray());
	}

	@Test
	void numbersComeBack() {
		for (long value : new long[] { 0, 1, -1, 63, 64, -64, -65, 127, 128, Integer.MAX_VALUE, Integer.MIN_VALUE,
				Long.MAX_VALUE, Long.MIN_VALUE }) {
			assertThat(written((out) -> out.writeSigned(value)).readSigned()).isEqualTo(value);
			assertThat(written((out) -> out.writeUnsigned(value)).readUnsigned()).isEqualTo(value);
			assertThat(written((out) -> out.writeFixedLong(value)).readFixedLong()).isEqualTo(value);
		}
	}

	@Test
	void smallNumbersAreShort() {
		assertThat(written((out) -> out.writeSigned(-64)).remaining()).isEqualTo(1);
		assertThat(written((out) -> out.writeUnsigned(127)).remaining()).isEqualTo(1);
		assertThat(written((out) -> out.writeString("abc")).remaining()).isEqualTo(4);
	}

	@Test
	void everyStringComesBack() {
		Random random = new Random(7);
		for (int bound : new int[] { 0x80, 0x100, 0xD800, 0x10000 }) {
			for (int i = 0; i < 500; i++) {
				String text = random.ints(random.nextInt(40), 0, bound)
					.collect(StringBuilder::new, (builder, unit) -> builder.append((char) unit), StringBuilder::append)
					.toString();
				ByteSource in = written((out) -> {
					out.writeString(text);
					out.writeByte(42);
				});
				assertThat(in.readString()).isEqualTo(text);
				assertThat(in.readByte()).isEqualTo(42);
			}
		}
	}

	@Test
	void halfOfASurrogatePairComesBack() {
		assertThat(written((out) -> out.writeString("a\uD83D")).readString()).isEqualTo("a\uD83D");
	}

	@Test
	void replacementCharacterThatWasWrittenComesBack() {
		assertThat(written((out) -> out.writeString("a\uFFFD\u20AC")).readString()).isEqualTo("a\uFFFD\u20AC");
	}

	@Test
	void textThatIsNotInItsCharacterSetIsRefused() {
		for (byte[] wrong : new byte[][] { { (byte) 0xFF }, { (byte) 0xC3, '(' }, { (byte) 0xE2, (byte) 0x82 },
				{ (byte) 0xED, (byte) 0xA0, (byte) 0x80 }, { (byte) 0xC0, (byte) 0x80 } }) {
			assertThatIllegalArgumentException().isThrownBy(() -> text(ByteSink.UTF_8, wrong).readString())
				.withMessageContaining("UTF-8");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> text(ByteSink.UTF_16, new byte[3]).readString());
		assertThat(text(ByteSink.UTF_8, new byte[] { (byte) 0xEF, (byte) 0xBF, (byte) 0xBD }).readString())
			.isEqualTo("\uFFFD");
	}

	private static ByteSource text(int kind, byte[] bytes) {
		return written((out) -> {
			out.writeUnsigned(((long) bytes.length << 2) | kind);
			out.writeBytes(bytes);
		});
	}

	@Test
	void lengthThatTheBytesCannotHoldIsRefused() {
		ByteSource in = written((out) -> out.writeUnsigned(Integer.MAX_VALUE));

		assertThatIllegalArgumentException().isThrownBy(in::readBlock);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> written((out) -> out.writeUnsigned(Long.MAX_VALUE)).readString());
		assertThatIllegalArgumentException().isThrownBy(() -> written((out) -> out.writeUnsigned(-1)).readLength(1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ByteSource(new byte[] { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 }).readUnsigned());
	}

}
