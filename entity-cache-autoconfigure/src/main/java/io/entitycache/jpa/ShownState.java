package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A state in a form that can be shown to people; not meant to be read back. */
public final class ShownState {

	private ShownState() {
	}

	/**
	 * The values by attribute: texts, numbers, booleans, lists of those and {@code null}.
	 * Associations of which nothing is in the row are left out.
	 */
	public static Map<String, @Nullable Object> of(EntityState state) {
		Map<String, @Nullable Object> shown = new LinkedHashMap<>();
		List<String> names = state.shape().attributes().names();
		for (int i = 0; i < names.size(); i++) {
			StatePart part = state.shape().attributes().part(i);
			if (!(part instanceof UnloadedPart || part == InversePart.INSTANCE)) {
				shown.put(names.get(i), shown(state.values()[i]));
			}
		}
		return Collections.unmodifiableMap(shown);
	}

	/* What the application has made of a column, unless only the application knows it. */

	private static @Nullable Object shown(ColumnValue column) {
		Object value = column.value();
		boolean known = value == null || value instanceof Enum<?> || value.getClass().getName().startsWith("java.");
		return shown((known || column.column() == null) ? value : column.column());
	}

	private static @Nullable Object shown(@Nullable Object value) {
		if (value == null || value instanceof Number || value instanceof Boolean) {
			return value;
		}
		if (value instanceof ColumnValue column) {
			return shown(column);
		}
		if (value instanceof byte[] bytes) {
			return bytes.length + " bytes";
		}
		if (value instanceof @Nullable Object[] parts) {
			List<@Nullable Object> shown = new ArrayList<>();
			Arrays.asList(parts).forEach((part) -> shown.add(shown(part)));
			return shown;
		}
		return value.toString();
	}

}
