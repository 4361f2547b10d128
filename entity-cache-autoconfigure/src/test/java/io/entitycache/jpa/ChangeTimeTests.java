package io.entitycache.jpa;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.data.annotation.LastModifiedDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeTimeTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Instant TIME = Instant.parse("2020-02-02T20:20:20Z");

	private final TestPersistenceUnit unit = TestPersistenceUnit.h2(Marked.class, Audited.class, TimeVersion.class,
			NumberVersion.class, Times.class);

	@AfterAll
	void stop() {
		this.unit.close();
	}

	@Test
	void attributeIsTheOneThatTheMappingNames() {
		assertThat(find(Marked.class)).isEqualTo("updated");
		assertThat(find(Audited.class)).isEqualTo("modified");
		assertThat(find(TimeVersion.class)).isEqualTo("version");
	}

	@Test
	void numberDoesNotTellWhen() {
		assertThat(find(NumberVersion.class)).isNull();
		assertThat(find(Times.class)).isNull();
	}

	@Test
	void attributeByNameIsAPointInTime() {
		assertThat(ChangeTime.named(this.unit.mapping(Times.class), "local").attribute()).isEqualTo("local");
		assertThatIllegalArgumentException().isThrownBy(() -> ChangeTime.named(this.unit.mapping(Times.class), "day"))
			.withMessageContaining("'day'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ChangeTime.named(this.unit.mapping(NumberVersion.class), "version"));
		assertThatIllegalArgumentException().isThrownBy(() -> ChangeTime.named(this.unit.mapping(Times.class), "none"));
		assertThat(ChangeTime.candidates(this.unit.mapping(Times.class))).containsExactlyInAnyOrder("local", "offset",
				"date", "stamp");
	}

	@Test
	void timesAreComparedAndMovedInTheirOwnType() {
		ChangeTime time = ChangeTime.named(this.unit.mapping(Times.class), "local");
		LocalDateTime local = LocalDateTime.of(2020, 2, 2, 20, 20);
		OffsetDateTime offset = TIME.atOffset(ZoneOffset.ofHours(2));

		assertThat(time.before(TIME, SECOND)).isEqualTo(TIME.minus(SECOND));
		assertThat(time.before(local, SECOND)).isEqualTo(local.minus(SECOND));
		assertThat(time.before(offset, SECOND)).isEqualTo(offset.minus(SECOND));
		assertThat(time.before(new Date(5000), SECOND)).isEqualTo(new Date(4000));
		assertThat(time.before(new Timestamp(5000), SECOND)).isEqualTo(new Timestamp(4000));
		assertThat(time.later(TIME, TIME.plus(SECOND))).isEqualTo(TIME.plus(SECOND));
		assertThat(time.later(TIME, null)).isEqualTo(TIME);
		assertThat(time.later(null, null)).isNull();
	}

	private @Nullable String find(Class<?> type) {
		ChangeTime found = ChangeTime.find(this.unit.mapping(type));
		return (found != null) ? found.attribute() : null;
	}

	@Entity(name = "Marked")
	static class Marked {

		@Id
		long id;

		@Nullable Instant created;

		@LastModifiedDate
		@Nullable Instant modified;

		@UpdateTimestamp
		@Nullable Instant updated;

		@Version
		@Nullable Instant version;

	}

	@Entity(name = "Audited")
	static class Audited {

		@Id
		long id;

		@LastModifiedDate
		@Nullable LocalDateTime modified;

		@Version
		int version;

	}

	@Entity(name = "TimeVersion")
	static class TimeVersion {

		@Id
		long id;

		@Version
		@Nullable Timestamp version;

	}

	@Entity(name = "NumberVersion")
	static class NumberVersion {

		@Id
		long id;

		@Version
		long version;

	}

	@Entity(name = "Times")
	static class Times {

		@Id
		long id;

		@Nullable LocalDateTime local;

		@Nullable OffsetDateTime offset;

		@Nullable Date date;

		@Nullable Timestamp stamp;

		@Nullable LocalDate day;

		@LastModifiedDate
		@Nullable Long number;

	}

}
