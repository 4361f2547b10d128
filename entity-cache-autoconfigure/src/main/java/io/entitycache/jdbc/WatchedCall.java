package io.entitycache.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/** The call of a method that a proxy passes on, with the answers all proxies share. */
record WatchedCall(Object proxy, Object target, Method method, @Nullable Object @Nullable [] arguments) {

	String name() {
		return this.method.getName();
	}

	/** The first argument, if it is a text. */
	@Nullable String text() {
		return (this.arguments != null && this.arguments.length > 0 && this.arguments[0] instanceof String text) ? text
				: null;
	}

	boolean hasArguments() {
		return this.arguments != null && this.arguments.length > 0;
	}

	boolean argument() {
		return this.arguments != null && Boolean.TRUE.equals(this.arguments[0]);
	}

	/** Passes it on. */
	@Nullable Object proceed() throws Throwable {
		try {
			return this.method.invoke(this.target, this.arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Passes it on, unless it asks for the identity of the proxy or what is behind it.
	 */
	@Nullable Object answer() throws Throwable {
		return switch (name()) {
			case "equals" -> this.arguments != null && this.proxy == this.arguments[0];
			case "hashCode" -> System.identityHashCode(this.proxy);
			case "isWrapperFor" -> isProxyA() || Boolean.TRUE.equals(proceed());
			case "unwrap" -> isProxyA() ? this.proxy : proceed();
			default -> proceed();
		};
	}

	private boolean isProxyA() {
		return this.arguments != null && this.arguments[0] instanceof Class<?> type && type.isInstance(this.proxy);
	}

}
