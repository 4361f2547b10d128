package io.entitycache.shapes;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Lob;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JavaType;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.hibernate.annotations.Type;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.usertype.EnhancedUserType;
import org.jspecify.annotations.Nullable;

/** A weather service, whose rows have values of every kind. */
final class ValueShapes {

	static final Class<?>[] ENTITIES = { Plain.class, Numbers.class, Times.class, Names.class, Places.class,
			Converted.class, Typed.class, Described.class, Json.class, Arrays.class, Texts.class, Elements.class,
			Stamped.class, Sensor.class, Reading.class, Total.class, Shifted.class, Outside.class, Named.class,
			Active.class, Summary.class, Declared.class, Masked.class, Split.class, Station.class, Buoy.class,
			Balloon.class, Cloud.class, Rain.class, Storm.class, Hail.class, Frost.class, Ice.class, Raw.class,
			Recorded.class, Guarded.class, Board.class };

	/** What the entities have parts of, beyond what their attributes say. */
	static final Class<?>[] PARTS = { Grain.class, Hailstone.class };

	private ValueShapes() {
	}

	static void persist(EntityManager em) {
		em.persist(new Plain(1L, "x"));
		em.persist(new Numbers(1L));
		em.persist(new Times(1L));
		em.persist(new Names(1L));
		em.persist(new Places(1L));
		em.persist(new Places(2L, null));
		em.persist(new Converted(1L));
		em.persist(new Typed(1L));
		em.persist(new Described(1L));
		em.persist(new Json(1L));
		em.persist(new Arrays(1L));
		em.persist(new Texts(1L));
		em.persist(new Elements(1L));
		em.persist(new Stamped(1L));
		Sensor sensor = new Sensor(1L, true);
		em.persist(sensor);
		em.persist(new Sensor(2L, false));
		em.persist(new Reading(1L, 1L, 20));
		em.persist(new Reading(2L, 1L, 30));
		em.persist(new Total(1L));
		em.persist(new Shifted(1L, 4));
		em.persist(new Named(1L));
		em.persist(new Active(1L, 1L));
		em.persist(new Active(2L, 2L));
		em.persist(new Board(1L, 1L));
		em.persist(new Masked(1L, "abc"));
		em.persist(new Split(1L, "a", "b"));
		em.persist(new Buoy(1L, "b", 3));
		em.persist(new Balloon(2L, "c", 9));
		em.persist(new Rain(1L, 5));
		em.persist(new Storm(2L, "west"));
		em.persist(new Frost(1L, -3));
		em.persist(new Ice(2L, -9, 4));
	}

	@Entity(name = "Plain")
	static class Plain {

		@Id
		@Nullable Long id;

		@Nullable String text;

		@Version
		int version;

		Plain() {
		}

		Plain(Long id, String text) {
			this.id = id;
			this.text = text;
		}

	}

	@Entity(name = "Numbers")
	static class Numbers {

		@Id
		@Nullable Long id;

		int whole = -1;

		double part = 0.5;

		@Column(precision = 20, scale = 3)
		BigDecimal exact = new BigDecimal("12.500");

		@Column(precision = 38)
		BigInteger large = BigInteger.TEN.pow(30);

		char letter = 'q';

		boolean flag = true;

		Numbers() {
		}

		Numbers(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Times")
	static class Times {

		@Id
		@Nullable Long id;

		Instant at = Instant.parse("2026-01-02T03:04:05.678Z");

		@Column(name = "on_day")
		LocalDate day = LocalDate.of(2026, 1, 2);

		MonthDay yearly = MonthDay.of(12, 24);

		YearMonth monthly = YearMonth.of(2026, 5);

		Period every = Period.ofMonths(3);

		TimeZone zone = TimeZone.getTimeZone("Asia/Tokyo");

		Times() {
		}

		Times(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Names")
	static class Names {

		@Id
		@Nullable Long id;

		Class<?> implementation = ArrayList.class;

		Locale locale = Locale.CANADA_FRENCH;

		Currency currency = Currency.getInstance("CHF");

		BitSet days = BitSet.valueOf(new long[] { 42 });

		Names() {
		}

		Names(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Places")
	static class Places {

		@Id
		@Nullable Long id;

		@Nullable URL url = url("https://weather.example/now?x=1");

		@Nullable URI uri = URI.create("urn:weather:1");

		Places() {
		}

		Places(Long id) {
			this.id = id;
		}

		Places(Long id, @Nullable URL url) {
			this.id = id;
			this.url = url;
			this.uri = null;
		}

		private static URL url(String text) {
			try {
				return new URL(text);
			}
			catch (MalformedURLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/** A value that the application itself can write as a text. */
	static final class Wind implements Serializable {

		private static final long serialVersionUID = 1L;

		private final String from;

		private final int speed;

		Wind(String from, int speed) {
			this.from = from;
			this.speed = speed;
		}

		static Wind parse(CharSequence text) {
			String[] parts = text.toString().split("@");
			return new Wind(parts[0], Integer.parseInt(parts[1]));
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Wind that && this.from.equals(that.from) && this.speed == that.speed;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.from, this.speed);
		}

		@Override
		public String toString() {
			return this.from + "@" + this.speed;
		}

	}

	@Converter
	static class WindConverter implements AttributeConverter<Wind, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable Wind wind) {
			return (wind != null) ? wind.toString() : null;
		}

		@Override
		public @Nullable Wind convertToEntityAttribute(@Nullable String text) {
			return (text != null) ? Wind.parse(text) : null;
		}

	}

	@Entity(name = "Converted")
	static class Converted {

		@Id
		@Nullable Long id;

		@Convert(converter = WindConverter.class)
		Wind wind = new Wind("north", 3);

		Converted() {
		}

		Converted(Long id) {
			this.id = id;
		}

	}

	/** A type of the application with a string form. */
	static class WindType implements EnhancedUserType<Wind> {

		@Override
		public int getSqlType() {
			return Types.VARCHAR;
		}

		@Override
		public Class<Wind> returnedClass() {
			return Wind.class;
		}

		@Override
		public @Nullable Wind nullSafeGet(ResultSet rows, int position, WrapperOptions options) throws SQLException {
			String text = rows.getString(position);
			return (text != null) ? Wind.parse(text) : null;
		}

		@Override
		public void nullSafeSet(PreparedStatement statement, @Nullable Wind value, int position, WrapperOptions options)
				throws SQLException {
			statement.setString(position, (value != null) ? value.toString() : null);
		}

		@Override
		public Wind deepCopy(Wind value) {
			return value;
		}

		@Override
		public boolean isMutable() {
			return false;
		}

		@Override
		public String toSqlLiteral(Wind value) {
			return "'" + value + "'";
		}

		@Override
		public String toString(Wind value) {
			return value.toString();
		}

		@Override
		public Wind fromStringValue(CharSequence text) {
			return Wind.parse(text);
		}

	}

	@Entity(name = "Typed")
	static class Typed {

		@Id
		@Nullable Long id;

		@Type(WindType.class)
		Wind wind = new Wind("south", 9);

		Typed() {
		}

		Typed(Long id) {
			this.id = id;
		}

	}

	/** A description of the application's for Hibernate. */
	static class WindJavaType extends AbstractClassJavaType<Wind> {

		private static final long serialVersionUID = 1L;

		WindJavaType() {
			super(Wind.class);
		}

		@Override
		public Wind fromString(CharSequence text) {
			return Wind.parse(text);
		}

		@Override
		public <X> @Nullable X unwrap(@Nullable Wind value, Class<X> type, WrapperOptions options) {
			return (value != null) ? type.cast(value.toString()) : null;
		}

		@Override
		public <X> @Nullable Wind wrap(@Nullable X value, WrapperOptions options) {
			return (value != null) ? Wind.parse((String) value) : null;
		}

	}

	@Entity(name = "Described")
	static class Described {

		@Id
		@Nullable Long id;

		@JavaType(WindJavaType.class)
		@JdbcTypeCode(SqlTypes.VARCHAR)
		Wind wind = new Wind("east", 1);

		Described() {
		}

		Described(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Json")
	static class Json {

		@Id
		@Nullable Long id;

		@JdbcTypeCode(SqlTypes.JSON)
		Map<String, String> tags = new TreeMap<>(Map.of("a", "1", "b", "2"));

		@JdbcTypeCode(SqlTypes.JSON)
		List<String> list = new ArrayList<>(List.of("x", "y"));

		Json() {
		}

		Json(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Arrays")
	static class Arrays {

		@Id
		@Nullable Long id;

		byte[] bytes = { 1, 2, 3 };

		int[] numbers = { 3, 1 };

		String[] names = { "a", "b" };

		List<LocalDate> days = new ArrayList<>(List.of(LocalDate.EPOCH));

		Arrays() {
		}

		Arrays(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Texts")
	static class Texts {

		@Id
		@Nullable Long id;

		@Lob
		String large = "lorem".repeat(100);

		@Lob
		byte[] image = { 9, 8 };

		char[] letters = { 'a', 'b' };

		@Enumerated(EnumType.STRING)
		Level level = Level.HIGH;

		Texts() {
		}

		Texts(Long id) {
			this.id = id;
		}

	}

	enum Level {

		LOW, HIGH

	}

	@Embeddable
	record Span(int lower, int upper) {
	}

	@Entity(name = "Elements")
	static class Elements {

		@Id
		@Nullable Long id;

		@ElementCollection
		Set<String> words = new HashSet<>(Set.of("p", "q"));

		@ElementCollection
		@MapKeyColumn(name = "span_name")
		Map<String, Span> spans = new HashMap<>(Map.of("s", new Span(1, 2)));

		@Embedded
		Span whole = new Span(0, 9);

		Elements() {
		}

		Elements(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Marked")
	static class Stamped {

		@Id
		@Nullable Long id;

		@CreationTimestamp
		@Nullable Instant created;

		Stamped() {
		}

		Stamped(Long id) {
			this.id = id;
		}

	}

	/** Is computed from another table. */
	@Entity(name = "Sensor")
	static class Sensor {

		@Id
		@Nullable Long id;

		boolean active;

		@Formula("(select count(*) from Reading r where r.sensor = id)")
		long readings;

		Sensor() {
		}

		Sensor(Long id, boolean active) {
			this.id = id;
			this.active = active;
		}

	}

	@Entity(name = "Reading")
	static class Reading {

		@Id
		@Nullable Long id;

		@Nullable Long sensor;

		int degrees;

		Reading() {
		}

		Reading(Long id, Long sensor, int degrees) {
			this.id = id;
			this.sensor = sensor;
			this.degrees = degrees;
		}

	}

	/** Is computed from the other rows of its own table. */
	@Entity(name = "Total")
	static class Total {

		@Id
		@Nullable Long id;

		@Formula("(select count(t.id) from Total t)")
		long rows;

		Total() {
		}

		Total(Long id) {
			this.id = id;
		}

	}

	/** Is computed from its own row. */
	@Entity(name = "Shifted")
	static class Shifted {

		@Id
		@Nullable Long id;

		int base;

		@Formula("base * 10")
		int tenfold;

		Shifted() {
		}

		Shifted(Long id, int base) {
			this.id = id;
			this.base = base;
		}

	}

	/** Is computed by a function that may read any table. */
	@Entity(name = "Outside")
	static class Outside {

		@Id
		@Nullable Long id;

		@Formula("(select 1 from system_range(1, 1))")
		int one;

	}

	/** The same, and says which. */
	@Entity(name = "Named")
	@Synchronize("Reading")
	static class Named {

		@Id
		@Nullable Long id;

		@Formula("(select 1 from system_range(1, 1))")
		int one;

		Named() {
		}

		Named(Long id) {
			this.id = id;
		}

	}

	/** Another table says which of its rows there are. */
	@Entity(name = "Active")
	@SQLRestriction("sensor in (select s.id from Sensor s where s.active = true)")
	static class Active {

		@Id
		@Nullable Long id;

		@Nullable Long sensor;

		Active() {
		}

		Active(Long id, Long sensor) {
			this.id = id;
			this.sensor = sensor;
		}

	}

	/** Another table says which of its elements there are. */
	@Entity(name = "Board")
	static class Board {

		@Id
		@Nullable Long id;

		@ElementCollection(fetch = FetchType.EAGER)
		@Column(name = "sensor")
		@SQLRestriction("sensor in (select s.id from Sensor s where s.active = true)")
		Set<Long> sensors = new HashSet<>();

		Board() {
		}

		Board(Long id, Long sensor) {
			this.id = id;
			this.sensors.add(sensor);
		}

	}

	/** Has no table of its own. */
	@Entity(name = "Summary")
	@Subselect("select r.sensor as id, max(r.degrees) as highest from Reading r group by r.sensor")
	static class Summary {

		@Id
		@Nullable Long id;

		int highest;

	}

	@Entity(name = "Declared")
	@Subselect("select x as id from system_range(1, 3) r(x)")
	@Synchronize("Reading")
	static class Declared {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "Masked")
	static class Masked {

		@Id
		@Nullable Long id;

		@ColumnTransformer(read = "upper(text)")
		@Nullable String text;

		Masked() {
		}

		Masked(Long id, String text) {
			this.id = id;
			this.text = text;
		}

	}

	@Entity(name = "Split")
	@SecondaryTable(name = "split_more")
	static class Split {

		@Id
		@Nullable Long id;

		@Nullable String here;

		@Column(table = "split_more")
		@Nullable String there;

		Split() {
		}

		Split(Long id, String here, String there) {
			this.id = id;
			this.here = here;
			this.there = there;
		}

	}

	@Entity(name = "Station")
	@DiscriminatorColumn(name = "kind")
	abstract static class Station {

		@Id
		@Nullable Long id;

		@Nullable String name;

		Station() {
		}

		Station(Long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Buoy")
	static class Buoy extends Station {

		int depth;

		Buoy() {
		}

		Buoy(Long id, String name, int depth) {
			super(id, name);
			this.depth = depth;
		}

	}

	@Entity(name = "Balloon")
	static class Balloon extends Station {

		int height;

		Balloon() {
		}

		Balloon(Long id, String name, int height) {
			super(id, name);
			this.height = height;
		}

	}

	@Entity(name = "Cloud")
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	abstract static class Cloud {

		@Id
		@Nullable Long id;

		Cloud() {
		}

		Cloud(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Rain")
	static class Rain extends Cloud {

		int amount;

		Rain() {
		}

		Rain(Long id, int amount) {
			super(id);
			this.amount = amount;
		}

	}

	@Entity(name = "Storm")
	static class Storm extends Cloud {

		@Nullable String heading;

		Storm() {
		}

		Storm(Long id, String heading) {
			super(id);
			this.heading = heading;
		}

	}

	@Embeddable
	@DiscriminatorColumn(name = "shape")
	static class Grain {

		int size;

	}

	@Embeddable
	static class Hailstone extends Grain {

		int layers;

	}

	/** Has a part that is of one class or another. */
	@Entity(name = "Hail")
	static class Hail {

		@Id
		@Nullable Long id;

		@Embedded
		@Nullable Grain grain;

	}

	@Entity(name = "Frost")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Frost {

		@Id
		@Nullable Long id;

		int degrees;

		Frost() {
		}

		Frost(Long id, int degrees) {
			this.id = id;
			this.degrees = degrees;
		}

	}

	@Entity(name = "Ice")
	static class Ice extends Frost {

		int thickness;

		Ice() {
		}

		Ice(Long id, int degrees, int thickness) {
			super(id, degrees);
			this.thickness = thickness;
		}

	}

	/** Has a value that only Java serialization writes. */
	@Entity(name = "Raw")
	static class Raw {

		@Id
		@Nullable Long id;

		@Nullable Wind wind;

	}

	/** Has a value that belongs to a connection. */
	@Entity(name = "Recorded")
	static class Recorded {

		@Id
		@Nullable Long id;

		@Nullable Blob sound;

	}

	/** A filter says which of its rows there are. */
	@Entity(name = "Guarded")
	@Table(name = "guarded_rows")
	@FilterDef(name = "shown", autoEnabled = true, defaultCondition = "id > 0")
	@Filter(name = "shown")
	static class Guarded {

		@Id
		@Nullable Long id;

	}

}
