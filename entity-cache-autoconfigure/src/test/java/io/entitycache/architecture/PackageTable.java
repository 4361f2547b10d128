package io.entitycache.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/**
 * Says for each package which others it may see besides itself and the root, which the
 * empty name stands for.
 *
 * @param base the root package
 * @param maySee by package, the packages it may see
 */
record PackageTable(String base, Map<String, Set<String>> maySee) {

	/** The classes of the package see only what its row allows. */
	ArchRule row(String name) {
		Set<String> allowed = new TreeSet<>(this.maySee.getOrDefault(name, Set.of()));
		allowed.add("");
		allowed.add(name);
		return ArchRuleDefinition.noClasses()
			.that(residesIn(name))
			.should()
			.dependOnClassesThat(DescribedPredicate.describe("are ours and not in " + allowed,
					(seen) -> isOurs(seen) && !allowed.contains(nameOf(seen))))
			.allowEmptyShould(true);
	}

	/** The packages that are there and have no row. */
	Set<String> withoutRow(JavaClasses classes) {
		Set<String> names = names(classes);
		names.removeAll(this.maySee.keySet());
		return names;
	}

	/** The rows of packages that are not there. */
	Set<String> withoutPackage(JavaClasses classes) {
		Set<String> rows = new TreeSet<>(this.maySee.keySet());
		rows.removeAll(names(classes));
		return rows;
	}

	private Set<String> names(JavaClasses classes) {
		return classes.stream().filter(this::isOurs).map(this::nameOf).collect(Collectors.toCollection(TreeSet::new));
	}

	DescribedPredicate<JavaClass> residesIn(String name) {
		return DescribedPredicate.describe("reside in '" + name + "'",
				(javaClass) -> isOurs(javaClass) && nameOf(javaClass).equals(name));
	}

	private boolean isOurs(JavaClass javaClass) {
		return javaClass.getPackageName().equals(this.base) || javaClass.getPackageName().startsWith(this.base + ".");
	}

	/** The whole path below the root, so that a package within a package needs a row. */
	private String nameOf(JavaClass javaClass) {
		String packageName = javaClass.getPackageName();
		return packageName.equals(this.base) ? "" : packageName.substring(this.base.length() + 1);
	}

}
