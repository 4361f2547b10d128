package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Text forms of the types of the JDK.
 *
 * @param printer the text of a value
 * @param parser the value of a text
 */
record StandardText(Function<Object, String> printer, Function<String, Object> parser) implements TextForm {

	private static final Map<Class<?>, TextForm> FORMS = forms();

	@Override
	public String print(Object value) {
		return this.printer.apply(value);
	}

	@Override
	public Object parse(String text) {
		return this.parser.apply(text);
	}

	/** The type's text form, {@code null} if there is none. */
	static @Nullable TextForm of(Class<?> type) {
		return type.isEnum() ? new EnumForm(type) : FORMS.get(type);
	}

	private static Map<Class<?>, TextForm> forms() {
		Map<Class<?>, TextForm> forms = new HashMap<>();
		addNumbers(forms);
		addTimes(forms);
		forms.put(String.class, new StandardText((value) -> (String) value, (text) -> text));
		forms.put(Character.class, new StandardText(Object::toString, StandardText::character));
		forms.put(Boolean.class, new StandardText(Object::toString, Boolean::valueOf));
		forms.put(UUID.class, new StandardText(Object::toString, UUID::fromString));
		forms.put(Currency.class, new StandardText(Object::toString, Currency::getInstance));
		forms.put(Locale.class, new StandardText((value) -> ((Locale) value).toLanguageTag(), Locale::forLanguageTag));
		forms.put(URI.class, new StandardText(Object::toString, URI::create));
		forms.put(URL.class, new StandardText((value) -> ((URL) value).toExternalForm(), StandardText::url));
		forms.put(Class.class, new StandardText((value) -> ((Class<?>) value).getName(), StandardText::classOf));
		return forms;
	}

	private static void addNumbers(Map<Class<?>, TextForm> forms) {
		forms.put(Byte.class, new StandardText(Object::toString, Byte::valueOf));
		forms.put(Short.class, new StandardText(Object::toString, Short::valueOf));
		forms.put(Integer.class, new StandardText(Object::toString, Integer::valueOf));
		forms.put(Long.class, new StandardText(Object::toString, Long::valueOf));
		forms.put(Float.class, new StandardText(Object::toString, Float::valueOf));
		forms.put(Double.class, new StandardText(Object::toString, Double::valueOf));
		forms.put(BigInteger.class, new StandardText(Object::toString, BigInteger::new));
		forms.put(BigDecimal.class, new StandardText(Object::toString, BigDecimal::new));
	}

	private static void addTimes(Map<Class<?>, TextForm> forms) {
		forms.put(Instant.class, new StandardText(Object::toString, Instant::parse));
		forms.put(LocalDate.class, new StandardText(Object::toString, LocalDate::parse));
		forms.put(LocalTime.class, new StandardText(Object::toString, LocalTime::parse));
		forms.put(LocalDateTime.class, new StandardText(Object::toString, LocalDateTime::parse));
		forms.put(OffsetDateTime.class, new StandardText(Object::toString, OffsetDateTime::parse));
		forms.put(OffsetTime.class, new StandardText(Object::toString, OffsetTime::parse));
		forms.put(ZonedDateTime.class, new StandardText(Object::toString, ZonedDateTime::parse));
		forms.put(Duration.class, new StandardText(Object::toString, Duration::parse));
		forms.put(Period.class, new StandardText(Object::toString, Period::parse));
		forms.put(Year.class, new StandardText(Object::toString, (text) -> Year.of(Integer.parseInt(text))));
		forms.put(YearMonth.class, new StandardText(Object::toString, YearMonth::parse));
		forms.put(MonthDay.class, new StandardText(Object::toString, MonthDay::parse));
		forms.put(TimeZone.class, new StandardText((value) -> ((TimeZone) value).getID(), TimeZone::getTimeZone));
		forms.put(ZoneOffset.class, new StandardText(Object::toString, ZoneOffset::of));
		forms.put(ZoneId.class, new StandardText(Object::toString, ZoneId::of));
		forms.put(Date.class, new StandardText(StandardText::millis, (text) -> new Date(Long.parseLong(text))));
		forms.put(java.sql.Date.class, new StandardText(Object::toString, java.sql.Date::valueOf));
		forms.put(Time.class, new StandardText(Object::toString, Time::valueOf));
		forms.put(Timestamp.class, new StandardText((value) -> ((Timestamp) value).toInstant().toString(),
				(text) -> Timestamp.from(Instant.parse(text))));
	}

	private static String millis(Object value) {
		return Long.toString(((Date) value).getTime());
	}

	private static Object url(String text) {
		try {
			return new URL(text);
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException("Not a URL", ex);
		}
	}

	/** A text only ever names a class: no code of the class runs for it. */
	private static Object classOf(String name) {
		try {
			return Class.forName(name, /* initialize= */ false, ClassUtils.getDefaultClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw new IllegalArgumentException("Not the name of a class", ex);
		}
	}

	private static Object character(String text) {
		if (text.length() != 1) {
			throw new IllegalArgumentException("Not one character");
		}
		return text.charAt(0);
	}

}
