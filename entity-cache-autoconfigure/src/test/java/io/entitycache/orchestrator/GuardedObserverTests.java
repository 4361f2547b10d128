package io.entitycache.orchestrator;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.entitycache.EntityCacheObserver;
import io.entitycache.observability.CompositeObserver;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThatCode;

/** Tests of {@link GuardedObserver}, and of whether any fact gets lost on its way. */
class GuardedObserverTests {

	@Test
	void everyFactIsPassedOn() {
		List<Method> facts = Arrays.stream(EntityCacheObserver.class.getDeclaredMethods())
			.filter(Method::isDefault)
			.toList();
		for (Method fact : facts) {
			assertThatCode(() -> GuardedObserver.class.getDeclaredMethod(fact.getName(), fact.getParameterTypes()))
				.doesNotThrowAnyException();
			assertThatCode(() -> CompositeObserver.class.getDeclaredMethod(fact.getName(), fact.getParameterTypes()))
				.doesNotThrowAnyException();
		}
	}

	@Test
	void exceptionsOfAnObserverDoNotReachWhoeverTellsIt() {
		GuardedObserver guarded = new GuardedObserver(Mockito.mock(EntityCacheObserver.class, (call) -> {
			throw new IllegalStateException("I do not want to know");
		}));

		assertThatCode(() -> {
			guarded.sharedLevelDisconnected();
			guarded.sharedLevelReconnecting(1, Duration.ZERO);
			guarded.sharedLevelReconnected(Duration.ZERO);
		}).doesNotThrowAnyException();
	}

}
