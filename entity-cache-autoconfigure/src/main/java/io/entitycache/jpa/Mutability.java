package io.entitycache.jpa;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.hibernate.type.descriptor.java.MutableMutabilityPlan;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/** Knows which values can be changed by those who hold them. */
final class Mutability {

	private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, BigDecimal.class, BigInteger.class, UUID.class,
			Currency.class, Locale.class, URI.class, URL.class, InetAddress.class, Class.class);

	/** Without this one, Hibernate copies through Java serialization. */
	private static final MutabilityPlan<BitSet> BITS = new BitSetCopies();

	private Mutability() {
	}

	/** How values of the type are copied, {@code null} if that is not necessary. */
	@SuppressWarnings("unchecked")
	static @Nullable MutabilityPlan<Object> copies(JdbcMapping type, @Nullable MutabilityPlan<?> ofAttribute) {
		if (isImmutable(type.getMappedJavaType().getJavaTypeClass())) {
			return null;
		}
		if (type.getMappedJavaType().getJavaTypeClass() == BitSet.class) {
			return (MutabilityPlan<Object>) (MutabilityPlan<?>) BITS;
		}
		// An @Immutable attribute is one whose changes are not written. The type's own
		// plan
		// says whether its values can be changed.
		MutabilityPlan<?> ofType = type.getMappedJavaType().getMutabilityPlan();
		if (ofType.isMutable()) {
			return (MutabilityPlan<Object>) ofType;
		}
		return (ofAttribute != null && ofAttribute.isMutable()) ? (MutabilityPlan<Object>) ofAttribute : null;
	}

	private static boolean isImmutable(Class<?> type) {
		if (ClassUtils.isPrimitiveOrWrapper(type) || type.isEnum() || IMMUTABLE.contains(type)) {
			return true;
		}
		if (type.isRecord()) {
			return Arrays.stream(type.getRecordComponents())
				.map(RecordComponent::getType)
				.allMatch((component) -> component != type && isImmutable(component));
		}
		return type.getName().startsWith("java.time.") && (TemporalAccessor.class.isAssignableFrom(type)
				|| TemporalAmount.class.isAssignableFrom(type) || ZoneId.class.isAssignableFrom(type));
	}

	private static final class BitSetCopies extends MutableMutabilityPlan<BitSet> {

		private static final long serialVersionUID = 1L;

		@Override
		protected BitSet deepCopyNotNull(BitSet value) {
			return (BitSet) value.clone();
		}

	}

}
