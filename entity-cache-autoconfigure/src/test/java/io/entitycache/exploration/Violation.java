package io.entitycache.exploration;

import java.util.List;

/** A promise was broken; tells by which schedule. */
final class Violation extends AssertionError {

	private static final long serialVersionUID = 1L;

	Violation(Throwable cause, List<String> trace) {
		super(cause.getMessage() + "\n\t" + String.join("\n\t", trace), cause);
	}

}
