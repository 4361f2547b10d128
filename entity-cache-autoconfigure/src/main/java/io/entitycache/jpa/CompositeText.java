package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The texts of the components, in the order of the metamodel, with {@code |} between
 * them. A backslash stands before a {@code |} or backslash of a component; {@code \0} is
 * a component that is {@code null}.
 */
final class CompositeText implements TextForm {

	private static final char SEPARATOR = '|';

	private static final char ESCAPE = '\\';

	private static final char NULL = '0';

	private final List<TextForm> components;

	private final Function<Object, @Nullable Object[]> splitter;

	private final Function<@Nullable Object[], Object> joiner;

	CompositeText(List<TextForm> components, Function<Object, @Nullable Object[]> splitter,
			Function<@Nullable Object[], Object> joiner) {
		this.components = List.copyOf(components);
		this.splitter = splitter;
		this.joiner = joiner;
	}

	@Override
	public String print(Object value) {
		@Nullable Object[] values = this.splitter.apply(value);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < values.length; i++) {
			if (i > 0) {
				text.append(SEPARATOR);
			}
			Object component = values[i];
			if (component == null) {
				text.append(ESCAPE).append(NULL);
			}
			else {
				escape(this.components.get(i).print(component), text);
			}
		}
		return text.toString();
	}

	private static void escape(String component, StringBuilder text) {
		for (int i = 0; i < component.length(); i++) {
			char next = component.charAt(i);
			if (next == SEPARATOR || next == ESCAPE) {
				text.append(ESCAPE);
			}
			text.append(next);
		}
	}

	@Override
	public TextEquality equality() {
		return this.components.stream().map(TextForm::equality).reduce(TextEquality.JAVA, TextEquality::and);
	}

	@Override
	public boolean isCertain(Object value) {
		@Nullable Object[] values = this.splitter.apply(value);
		for (int i = 0; i < values.length; i++) {
			Object component = values[i];
			if (component == null || !this.components.get(i).isCertain(component)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public Object parse(String text) {
		List<@Nullable String> texts = split(text);
		if (texts.size() != this.components.size()) {
			throw new IllegalArgumentException("A key has the wrong number of components");
		}
		@Nullable Object[] values = new Object[texts.size()];
		for (int i = 0; i < values.length; i++) {
			String component = texts.get(i);
			values[i] = (component != null) ? this.components.get(i).parse(component) : null;
		}
		return this.joiner.apply(values);
	}

	private static List<@Nullable String> split(String text) {
		List<@Nullable String> components = new ArrayList<>();
		StringBuilder component = new StringBuilder();
		boolean isNull = false;
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next == SEPARATOR) {
				components.add(isNull ? null : component.toString());
				component.setLength(0);
				isNull = false;
			}
			else if (next == ESCAPE && ++i < text.length()) {
				isNull = text.charAt(i) == NULL;
				component.append(text.charAt(i));
			}
			else {
				component.append(next);
			}
		}
		components.add(isNull ? null : component.toString());
		return components;
	}

}
