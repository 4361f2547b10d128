package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** An entity with an attribute of each kind of type. */
@Entity
@Table(name = "samples")
class Sample {

	@Id
	@Nullable Long id;

	@Version
	int version;

	boolean flag;

	byte small;

	short medium;

	int number;

	long large;

	float ratio;

	double precise;

	char letter;

	@Nullable Boolean maybe;

	@Nullable Integer boxed;

	@Column(length = 2000)
	@Nullable String text;

	@Column(precision = 38, scale = 4)
	@Nullable BigDecimal amount;

	@Column(precision = 38)
	@Nullable BigInteger huge;

	@Nullable UUID uuid;

	@Nullable Grade ordinalGrade;

	@Enumerated(EnumType.STRING)
	@Nullable Grade namedGrade;

	@Nullable Instant instant;

	@Nullable LocalDate date;

	@Nullable LocalTime time;

	@Nullable LocalDateTime dateTime;

	@Nullable OffsetDateTime offset;

	@Nullable ZonedDateTime zoned;

	@Nullable Duration duration;

	@Column(name = "calendar_year")
	@Nullable Year year;

	@Nullable Currency currency;

	@Nullable Locale locale;

	@Nullable URL url;

	@Nullable TimeZone zone;

	@Column(name = "class_name")
	@Nullable Class<?> type;

	@Nullable MonthDay monthDay;

	@Nullable BitSet bits;

	byte @Nullable [] bytes;

	@Temporal(TemporalType.TIMESTAMP)
	@Nullable Date legacy;

	@Temporal(TemporalType.TIMESTAMP)
	@Nullable Calendar calendar;

	@Convert(converter = EmailConverter.class)
	@Nullable Email email;

	@Convert(converter = TagsConverter.class)
	@Nullable List<String> tags;

	@Embedded
	@Nullable Money price;

	@Embedded
	@Nullable Address address;

	int @Nullable [] numbers;

	@Transient
	@Nullable String notPersistent = "default";

	/** Every attribute has a value. */
	static Sample full(long id) {
		Sample sample = new Sample();
		sample.id = id;
		sample.flag = true;
		sample.small = -7;
		sample.medium = 300;
		sample.number = -70_000;
		sample.large = Long.MIN_VALUE;
		sample.ratio = 1.5f;
		sample.precise = -2.25;
		sample.letter = 'ü';
		sample.maybe = false;
		sample.boxed = 0;
		sample.text = "Grüße, 世界 \uD83D\uDE00";
		sample.amount = new BigDecimal("-1234567890123456789012.3400");
		sample.huge = new BigInteger("-98765432109876543210");
		sample.uuid = UUID.fromString("00000000-0000-4000-8000-0000000000ff");
		sample.ordinalGrade = Grade.LOW;
		sample.namedGrade = Grade.HIGH;
		sample.instant = Instant.parse("2024-02-29T23:59:59.123456Z");
		sample.date = LocalDate.of(1900, 3, 1);
		sample.time = LocalTime.of(23, 59, 58);
		sample.dateTime = LocalDateTime.of(2024, 3, 31, 2, 30);
		sample.offset = OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 6000, ZoneOffset.UTC);
		sample.zoned = ZonedDateTime.of(2024, 1, 2, 3, 4, 5, 6000, ZoneOffset.UTC);
		sample.duration = Duration.ofSeconds(3, 5);
		sample.year = Year.of(1999);
		sample.currency = Currency.getInstance("EUR");
		sample.locale = Locale.GERMANY;
		sample.url = url("https://example.org:8443/a?b=c#d");
		sample.zone = TimeZone.getTimeZone("Europe/Berlin");
		sample.type = Grade.class;
		sample.monthDay = MonthDay.of(2, 29);
		sample.bits = BitSet.valueOf(new long[] { 5, 1L << 63 });
		sample.bytes = new byte[] { 0, -1, 127 };
		sample.legacy = new Date(1_700_000_000_123L);
		sample.calendar = calendar(1_700_000_000_000L);
		sample.email = new Email("a@b.example");
		sample.tags = List.of("x", "y");
		sample.price = new Money(new BigDecimal("9.99"), Currency.getInstance("USD"));
		sample.address = new Address("Main St", new Geo(48.1, 11.5));
		sample.numbers = new int[] { 3, 1, 2 };
		return sample;
	}

	private static URL url(String text) {
		try {
			return new URL(text);
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Calendar calendar(long millis) {
		Calendar calendar = Calendar.getInstance();
		calendar.setTimeInMillis(millis);
		return calendar;
	}

	enum Grade {

		HIGH, LOW {
			@Override
			public String toString() {
				return "not the name";
			}
		}

	}

	record Email(String address) {
	}

	@Converter
	static class EmailConverter implements AttributeConverter<Email, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable Email attribute) {
			return (attribute != null) ? attribute.address() : null;
		}

		@Override
		public @Nullable Email convertToEntityAttribute(@Nullable String column) {
			return (column != null) ? new Email(column) : null;
		}

	}

	@Converter
	static class TagsConverter implements AttributeConverter<List<String>, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable List<String> attribute) {
			return (attribute != null) ? String.join(",", attribute) : null;
		}

		@Override
		public @Nullable List<String> convertToEntityAttribute(@Nullable String column) {
			return (column != null) ? new java.util.ArrayList<>(Arrays.asList(column.split(","))) : null;
		}

	}

	@Embeddable
	record Money(BigDecimal value, Currency currencyOfValue) {
	}

	@Embeddable
	record Geo(double latitude, double longitude) {
	}

	@Embeddable
	static class Address {

		@Nullable String street;

		@Embedded
		@Nullable Geo geo;

		Address() {
		}

		Address(String street, Geo geo) {
			this.street = street;
			this.geo = geo;
		}

	}

}
