package io.entitycache;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryKeyTests {

	@Test
	void bytesAreRegionAndKeyInUtf8() {
		assertThat(new EntryKey("product.sku", "größe:42").toBytes())
			.isEqualTo("product.sku:größe:42".getBytes(StandardCharsets.UTF_8));
		assertThat(new EntryKey("product", "\uD83D\uDE00").toBytes())
			.isEqualTo("product:\uD83D\uDE00".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void colonInARegionIsNotMistakenForTheKeys() {
		assertThat(new EntryKey("a:b", "c").toBytes()).isNotEqualTo(new EntryKey("a", "b:c").toBytes());
		assertThat(new EntryKey("a:b", "c").toBytes()).isNotEqualTo(new EntryKey("a%3Ab", "c").toBytes());
	}

	@Test
	void surrogateWithoutAPartnerIsNotMistakenForAQuestionMark() {
		byte[] lone = new EntryKey("a", "\uD83D").toBytes();

		assertThat(lone).isNotEqualTo(new EntryKey("a", "?").toBytes());
		assertThat(lone).isNotEqualTo(new EntryKey("a", "\uFFFD").toBytes());
		assertThat(lone).isNotEqualTo(new EntryKey("a", "\uDE00").toBytes());
	}

}
