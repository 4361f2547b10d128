package io.entitycache.jdbc;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.Statement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcRuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(
			classes = { WatchedConnection.class, Statement.class, PreparedStatement.class, CallableStatement.class })
	void everyProxyIsKnown(Class<?> type) {
		RuntimeHints hints = new RuntimeHints();
		new JdbcRuntimeHints().registerHints(hints, null);

		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(type)).accepts(hints);
	}

}
