package io.entitycache.jpa;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityVersionMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The attribute that tells when a row was changed last, in the time of whoever changed
 * it. A version that is a number tells nothing: those of two rows have no common order.
 */
public final class ChangeTime {

	private static final String LAST_MODIFIED = "org.springframework.data.annotation.LastModifiedDate";

	private static final Set<Class<?>> TYPES = Set.of(Instant.class, LocalDateTime.class, OffsetDateTime.class,
			ZonedDateTime.class, Date.class, Timestamp.class);

	private final String attribute;

	private ChangeTime(String attribute) {
		this.attribute = attribute;
	}

	/**
	 * The attribute of that name.
	 * @throws IllegalArgumentException if there is none, or it is no point in time; the
	 * message says which attributes are
	 */
	public static ChangeTime named(EntityMapping<?, ?> mapping, String name) {
		AttributeMapping attribute = mapping.persister().findAttributeMapping(name);
		if (attribute == null || !isTime(attribute)) {
			throw new IllegalArgumentException("The entity '%s' has no attribute '%s' that is a point in time"
				.formatted(mapping.entityName(), name));
		}
		return new ChangeTime(name);
	}

	/**
	 * The attribute that the mapping names: by {@code @UpdateTimestamp}, else by
	 * {@code @LastModifiedDate}, else by {@code @Version} if that is a point in time;
	 * {@code null} if it names none.
	 */
	public static @Nullable ChangeTime find(EntityMapping<?, ?> mapping) {
		EntityPersister persister = mapping.persister();
		String found = marked(persister, UpdateTimestamp.class.getName());
		found = (found != null) ? found : marked(persister, LAST_MODIFIED);
		found = (found != null) ? found : version(persister);
		return (found != null) ? new ChangeTime(found) : null;
	}

	/** The attributes that could tell. */
	public static List<String> candidates(EntityMapping<?, ?> mapping) {
		List<String> names = new ArrayList<>();
		EntityPersister persister = mapping.persister();
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			if (isTime(persister.getAttributeMapping(i))) {
				names.add(persister.getAttributeMapping(i).getAttributeName());
			}
		}
		return names;
	}

	private static @Nullable String marked(EntityPersister persister, String annotation) {
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = persister.getAttributeMapping(i);
			if (isTime(attribute) && isMarked(attribute, annotation)) {
				return attribute.getAttributeName();
			}
		}
		return null;
	}

	private static boolean isMarked(AttributeMapping attribute, String annotation) {
		Member member = attribute.getPropertyAccess().getGetter().getMember();
		return member instanceof AnnotatedElement element && Arrays.stream(element.getAnnotations())
			.anyMatch((present) -> present.annotationType().getName().equals(annotation));
	}

	private static @Nullable String version(EntityPersister persister) {
		EntityVersionMapping version = persister.getVersionMapping();
		return (version != null && isTime(version.getVersionAttribute()))
				? version.getVersionAttribute().getAttributeName() : null;
	}

	private static boolean isTime(AttributeMapping attribute) {
		return TYPES.contains(attribute.getJavaType().getJavaTypeClass());
	}

	/** The attribute's name. */
	public String attribute() {
		return this.attribute;
	}

	/** When the row was changed last, {@code null} if it does not say. */
	public @Nullable Object of(EntityState state) {
		return state.value(state.shape().position(this.attribute));
	}

	/** The later one. */
	public @Nullable Object later(@Nullable Object one, @Nullable Object other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (compare(one, other) >= 0) ? one : other;
	}

	@SuppressWarnings("unchecked")
	private static <C extends Comparable<C>> int compare(Object one, Object other) {
		return ((C) one).compareTo((C) other);
	}

	/** That much before. */
	public Object before(Object time, Duration duration) {
		if (time instanceof Temporal temporal) {
			return temporal.minus(duration);
		}
		long millis = ((Date) time).getTime() - duration.toMillis();
		return (time instanceof Timestamp) ? new Timestamp(millis) : new Date(millis);
	}

}
