package io.entitycache.copies;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Has columns of which the application sees something else than it writes. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
public class Account {

	@Id
	private Long id;

	@Version
	private int version;

	private String name = "";

	@Convert(converter = Hash.class)
	private @Nullable String password;

	@Convert(converter = Mask.class)
	private @Nullable String card;

	@Convert(converter = LowerCase.class)
	@Column(unique = true)
	private @Nullable String email;

	@Convert(converter = MoodConverter.class)
	private @Nullable Mood mood;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Settings settings;

	@Embedded
	private @Nullable Contact contact;

	protected Account() {
		this(0L);
	}

	Account(Long id) {
		this.id = id;
	}

	Long getId() {
		return this.id;
	}

	String getName() {
		return this.name;
	}

	void setName(String name) {
		this.name = name;
	}

	@Nullable String getPassword() {
		return this.password;
	}

	void setPassword(String password) {
		this.password = password;
	}

	void setCard(String card) {
		this.card = card;
	}

	@Nullable String getEmail() {
		return this.email;
	}

	void setEmail(String email) {
		this.email = email;
	}

	@Nullable Mood getMood() {
		return this.mood;
	}

	@Nullable Settings getSettings() {
		return this.settings;
	}

	void setSettings(Settings settings) {
		this.settings = settings;
	}

	void setContact(Contact contact) {
		this.contact = contact;
	}

	/** What a document says, as far as this version of the application knows. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	public record Settings(String theme) {
	}

	/** With a converter inside. */
	@Embeddable
	public static class Contact {

		@Convert(converter = Mask.class)
		private String phone;

		protected Contact() {
			this("");
		}

		Contact(String phone) {
			this.phone = phone;
		}

	}

	/** One of them stands for the column without a value. */
	public enum Mood {

		/** No value. */
		UNKNOWN,

		/** A value. */
		GOOD

	}

	/** There is no way back. */
	public static class Hash implements AttributeConverter<String, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable String value) {
			return (value != null) ? "#" + value : null;
		}

		@Override
		public @Nullable String convertToEntityAttribute(@Nullable String column) {
			return column;
		}

	}

	/** Shows the end only. */
	public static class Mask implements AttributeConverter<String, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable String value) {
			return value;
		}

		@Override
		public @Nullable String convertToEntityAttribute(@Nullable String column) {
			return (column != null) ? "*" + column.substring(column.length() - 2) : null;
		}

	}

	/** Writes lower case. */
	public static class LowerCase implements AttributeConverter<String, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable String value) {
			return (value != null) ? value.toLowerCase(Locale.ROOT) : null;
		}

		@Override
		public @Nullable String convertToEntityAttribute(@Nullable String column) {
			return column;
		}

	}

	/** Has a value where the column has none. */
	public static class MoodConverter implements AttributeConverter<Mood, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable Mood value) {
			return (value == Mood.GOOD) ? "good" : null;
		}

		@Override
		public Mood convertToEntityAttribute(@Nullable String column) {
			return (column != null) ? Mood.GOOD : Mood.UNKNOWN;
		}

	}

}
