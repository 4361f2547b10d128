package io.entitycache.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link RequiredVersions}. */
class RequiredVersionsTests {

	@ParameterizedTest
	@CsvSource({ "3.5.8,6.6.36.Final", "4.0.1,7.4.5.Final", "4.0.0-SNAPSHOT,7.4.0.Final" })
	void olderSpringBootIsRefusedInOneSentence(String boot, String hibernate) {
		FailureAnalysis analysis = analyze(boot, hibernate);

		assertThat(analysis.getDescription()).isEqualTo(
				"The entity cache needs Spring Boot 4.1 or later, and the application uses Spring Boot %s.", boot);
		assertThat(analysis.getAction()).startsWith("Use Spring Boot 4.1 or later");
	}

	@ParameterizedTest
	@CsvSource({ "7.3.2.Final", "6.6.36.Final", "7.5.0.Final", "8.0.0.Beta1" })
	void otherHibernateIsRefusedInOneSentence(String hibernate) {
		FailureAnalysis analysis = analyze("4.1.1", hibernate);

		assertThat(analysis.getDescription()).isEqualTo(
				"This release of the entity cache needs Hibernate 7.4, and the application uses Hibernate %s.",
				hibernate);
		assertThat(analysis.getAction()).contains("'hibernate.version'");
	}

	@ParameterizedTest
	@CsvSource({ "4.1.0,7.4.0.Final", "4.1.3-SNAPSHOT,7.4.11.Final", "4.2.0,7.4.5.Final", ",", "4.1.1,[WORKING]" })
	void supportedAndUnknownVersionsAreAccepted(@Nullable String boot, @Nullable String hibernate) {
		assertThatCode(() -> RequiredVersions.check(boot, hibernate)).doesNotThrowAnyException();
	}

	@Test
	void versionsOfThisBuildAreAccepted() {
		assertThatCode(
				() -> RequiredVersions.check(SpringBootVersion.getVersion(), org.hibernate.Version.getVersionString()))
			.doesNotThrowAnyException();
	}

	@Test
	void versionsAreCheckedBeforeAnyBean() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
			.hasAtLeastOneElementOfType(RequiredVersions.class);
	}

	private static FailureAnalysis analyze(String boot, String hibernate) {
		IncompatibleVersionException[] refusal = new IncompatibleVersionException[1];
		assertThatExceptionOfType(IncompatibleVersionException.class)
			.isThrownBy(() -> RequiredVersions.check(boot, hibernate))
			.satisfies((ex) -> refusal[0] = ex);
		FailureAnalysis analysis = new IncompatibleVersionFailureAnalyzer().analyze(refusal[0]);
		assertThat(analysis).isNotNull();
		return analysis;
	}

}
