package io.entitycache.architecture;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that packages see each other only as the table says, and that each library stays
 * where it lives. Every rule is tested against a sample that breaks it.
 */
class ArchitectureTests {

	private static final String ROOT = "";

	private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(Map.entry(ROOT, Set.of()),
			Map.entry("tier", Set.of()), //
			Map.entry("transaction", Set.of()), //
			Map.entry("cluster", Set.of("tier")), //
			Map.entry("read", Set.of("tier", "transaction")), //
			Map.entry("invalidation", Set.of("tier", "cluster", "transaction")), //
			Map.entry("redis", Set.of("tier", "cluster")), //
			Map.entry("jdbc", Set.of("transaction")), //
			Map.entry("jpa", Set.of("transaction", "jdbc")), //
			Map.entry("sync", Set.of("tier", "cluster", "read", "jpa")), //
			Map.entry("orchestrator",
					Set.of("tier", "cluster", "transaction", "read", "invalidation", "jpa", "snapshot", "sync")), //
			Map.entry("observability", Set.of()), //
			Map.entry("event", Set.of()), //
			Map.entry("snapshot", Set.of()), //
			Map.entry("autoconfigure", Set.of("tier", "cluster", "transaction", "read", "invalidation", "redis", "jdbc",
					"jpa", "orchestrator", "observability", "event")));

	static final Set<Map.Entry<String, Set<String>>> ROWS = MAY_SEE.entrySet();

	/** By start of a package's name, where the library may be used. */
	static final Set<Map.Entry<String, Set<String>>> HOMES = Map.ofEntries( //
			Map.entry("com.github.benmanes.caffeine.", Set.of("tier")), //
			Map.entry("io.lettuce.", Set.of("redis", "autoconfigure")), //
			Map.entry("org.springframework.data.redis.", Set.of("redis", "autoconfigure")), //
			Map.entry("org.hibernate.", Set.of("jpa", "autoconfigure")), //
			Map.entry("jakarta.persistence.", Set.of("jpa", "orchestrator", "autoconfigure")), //
			Map.entry("org.springframework.jdbc.", Set.of("jdbc", "autoconfigure")), //
			Map.entry("org.springframework.orm.", Set.of("jpa", "autoconfigure")), //
			Map.entry("tools.jackson.", Set.of("snapshot")), //
			Map.entry("io.micrometer.", Set.of("observability")), //
			Map.entry("org.springframework.cache.", Set.of("observability")), //
			Map.entry("org.springframework.data.", Set.of("redis", "autoconfigure")), //
			Map.entry("org.springframework.boot.", Set.of("autoconfigure", "observability")))
		.entrySet();

	/** Single types of a library that may be used elsewhere as well. */
	private static final Map<String, Set<String>> GUESTS = Map.of(
			// The source of time, which comes in through constructors.
			"com.github.benmanes.caffeine.cache.Ticker",
			Set.of("read", "cluster", "invalidation", "sync", "orchestrator"),
			"jakarta.persistence.metamodel.SingularAttribute", Set.of(ROOT));

	private static final PackageTable TABLE = new PackageTable("io.entitycache", MAY_SEE);

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.entitycache");

	private static final PackageTable SAMPLE_TABLE = new PackageTable("io.entitycache.architecture.sample",
			Map.of("tier", Set.of(), "read", Set.of("tier"), "gone", Set.of()));

	private static final JavaClasses SAMPLE = new ClassFileImporter()
		.importPackages("io.entitycache.architecture.sample");

	@ParameterizedTest(name = "{0}")
	@FieldSource("ROWS")
	void packageSeesOnlyWhatTheTableAllows(Map.Entry<String, Set<String>> row) {
		TABLE.row(row.getKey()).check(CLASSES);
	}

	@Test
	void everyPackageHasARow() {
		assertThat(CLASSES).isNotEmpty();
		assertThat(TABLE.withoutRow(CLASSES)).isEmpty();
	}

	@Test
	void everyRowHasAPackage() {
		assertThat(TABLE.withoutPackage(CLASSES)).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("HOMES")
	void libraryStaysWhereItLives(Map.Entry<String, Set<String>> home) {
		staysAtHome(TABLE, home.getKey(), home.getValue()).check(CLASSES);
	}

	@Test
	void packagesHaveNoCircles() {
		noCircles("io.entitycache.(**)").check(CLASSES);
	}

	@Test
	void noStaticStateCanChange() {
		noMutableStatics().check(CLASSES);
	}

	@Test
	void nothingIsReadOrWrittenByJavaSerialization() {
		noJavaSerialization().check(CLASSES);
	}

	@Test
	void noClassIsNamedAfterNothing() {
		noEmptyNames().check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(notNullMarked(CLASSES)).isEmpty();
	}

	@Test
	void tableFindsAKnownViolation() {
		assertThat(violates(SAMPLE_TABLE.row("tier"))).isTrue();
		assertThat(violates(SAMPLE_TABLE.row("read"))).isFalse();
		assertThat(SAMPLE_TABLE.withoutRow(SAMPLE)).containsExactly("unlisted");
		assertThat(SAMPLE_TABLE.withoutPackage(SAMPLE)).containsExactly("gone");
	}

	@Test
	void homesFindAKnownStray() {
		assertThat(violates(staysAtHome(SAMPLE_TABLE, "com.github.benmanes.caffeine.", Set.of("tier")))).isTrue();
		assertThat(violates(staysAtHome(SAMPLE_TABLE, "com.github.benmanes.caffeine.", Set.of("read")))).isFalse();
	}

	@Test
	void otherRulesFindTheirKnownViolations() {
		assertThat(violates(noCircles("io.entitycache.architecture.sample.(**)"))).isTrue();
		assertThat(violates(noMutableStatics())).isTrue();
		assertThat(violates(noJavaSerialization())).isTrue();
		assertThat(violates(noEmptyNames())).isTrue();
		assertThat(notNullMarked(SAMPLE)).isNotEmpty();
	}

	private static boolean violates(ArchRule rule) {
		return rule.evaluate(SAMPLE).hasViolation();
	}

	private static ArchRule staysAtHome(PackageTable table, String library, Set<String> homes) {
		ArchRule rule = null;
		for (String name : table.maySee().keySet()) {
			if (!homes.contains(name)) {
				ArchRule row = ArchRuleDefinition.noClasses()
					.that(table.residesIn(name))
					.should()
					.dependOnClassesThat(DescribedPredicate.describe("are of " + library,
							(seen) -> seen.getName().startsWith(library) && !isGuest(seen, name)))
					.allowEmptyShould(true);
				rule = (rule != null) ? CompositeArchRule.of(rule).and(row) : row;
			}
		}
		assertThat(rule).isNotNull();
		return rule;
	}

	private static boolean isGuest(JavaClass seen, String name) {
		return GUESTS.getOrDefault(seen.getName(), Set.of()).contains(name);
	}

	private static ArchRule noCircles(String packages) {
		return SlicesRuleDefinition.slices().matching(packages).should().beFreeOfCycles();
	}

	private static ArchRule noMutableStatics() {
		return ArchRuleDefinition.fields()
			.that()
			.areStatic()
			.and()
			.doNotHaveModifier(JavaModifier.SYNTHETIC)
			.should()
			.beFinal();
	}

	private static ArchRule noJavaSerialization() {
		return ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class);
	}

	private static ArchRule noEmptyNames() {
		return ArchRuleDefinition.noClasses().should().haveNameMatching(".*(Impl|Helper|Utils?)(\\$.*)?");
	}

	private static Set<String> notNullMarked(JavaClasses classes) {
		Set<String> packages = new TreeSet<>();
		for (JavaClass javaClass : classes) {
			if (!javaClass.getPackage().isAnnotatedWith(NullMarked.class)) {
				packages.add(javaClass.getPackageName());
			}
		}
		return packages;
	}

}
