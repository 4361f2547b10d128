package io.entitycache.redis;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link RedisRuntimeHints}. */
class RedisRuntimeHintsTests {

	private static final String SCRIPTS = "io/entitycache/redis/";

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void everyScriptThereIsGetsIntoANativeImage() throws IOException {
		new RedisRuntimeHints().registerHints(this.hints, null);

		Resource[] scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:" + SCRIPTS + "*.lua");
		assertThat(scripts).hasSizeGreaterThan(RedisScript.values().length)
			.allSatisfy((
					script) -> assertThat(RuntimeHintsPredicates.resource().forResource(SCRIPTS + script.getFilename()))
						.accepts(this.hints));
	}

	@Test
	void withoutTheHintsNoScriptDoes() {
		assertThat(RuntimeHintsPredicates.resource().forResource(SCRIPTS + "fill.lua")).rejects(this.hints);
	}

}
