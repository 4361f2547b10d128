package io.entitycache.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which version stops the start, and what to do. */
final class IncompatibleVersionFailureAnalyzer extends AbstractFailureAnalyzer<IncompatibleVersionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, IncompatibleVersionException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action() + ".", cause);
	}

}
