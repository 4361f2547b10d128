package io.entitycache.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.shapes.FollowedShapes.Faded;
import io.entitycache.shapes.FollowedShapes.Feather;
import io.entitycache.shapes.FollowedShapes.Ghost;
import io.entitycache.shapes.FollowedShapes.Kernel;
import io.entitycache.shapes.FollowedShapes.Limb;
import io.entitycache.shapes.FollowedShapes.Owl;
import io.entitycache.shapes.FollowedShapes.Shell;
import io.entitycache.shapes.FollowedShapes.Sighting;
import io.entitycache.shapes.FollowedShapes.Twig;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy follows its associations as far as the entity manager does, and no further. */
@Timeout(60)
class FollowedShapesTests {

	private final InMemoryCluster cluster = new InMemoryCluster();

	private ShapeNode one;

	private ShapeNode two;

	@BeforeEach
	void start() {
		String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		this.one = new ShapeNode(url, /* create= */ true, this.cluster, FollowedShapes.ENTITIES);
		this.two = new ShapeNode(url, /* create= */ false, this.cluster, FollowedShapes.ENTITIES);
	}

	@AfterEach
	void stop() {
		this.two.close();
		this.one.close();
	}

	private void commit(Consumer<EntityManager> change) {
		this.one.commit(change);
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());
	}

	private <T> void assertLikeFind(Class<T> type, Object id) {
		List<String> differences = new ArrayList<>();
		for (ShapeNode node : List.of(this.one, this.two, this.one, this.two)) {
			@Nullable T copy = node.cache(type).findById(id).orElse(null);
			node.call((em) -> {
				T expected = em.find(type, id);
				differences
					.addAll((expected != null) ? ShapeComparison.differences(node.sessionFactory(), expected, copy)
							: (copy != null) ? List.of("not gone") : List.of());
				return differences;
			});
		}
		assertThat(differences).isEmpty();
	}

	private <T> T copy(Class<T> type, Object id) {
		return this.two.cache(type).findById(id).orElseThrow();
	}

	private void persistTwigs(EntityManager em) {
		Twig last = null;
		for (long id = 1; id <= 6; id++) {
			last = new Twig(id, last);
			em.persist(last);
		}
	}

	@Test
	void noneIsRefused() {
		assertThat(this.one.refused()).isEmpty();
	}

	@Test
	void chainOfItsLike() {
		commit(this::persistTwigs);
		assertLikeFind(Twig.class, 6L);
		assertThat(copy(Twig.class, 6L).parent.parent.parent.parent.parent.name).isEqualTo("twig 1");

		commit((em) -> em.find(Twig.class, 1L).name = "root");
		assertThat(copy(Twig.class, 6L).parent.parent.parent.parent.parent.name).isEqualTo("root");
		assertLikeFind(Twig.class, 6L);

		commit((em) -> em.find(Twig.class, 3L).parent = null);
		assertLikeFind(Twig.class, 6L);
		commit((em) -> {
			em.persist(new Twig(7L, null));
			em.find(Twig.class, 3L).parent = em.find(Twig.class, 7L);
		});
		assertThat(copy(Twig.class, 6L).parent.parent.parent.parent.name).isEqualTo("twig 7");
		assertLikeFind(Twig.class, 6L);
	}

	@Test
	void chainThatIsACircle() {
		commit(this::persistTwigs);
		commit((em) -> em.find(Twig.class, 1L).parent = em.find(Twig.class, 6L));
		assertLikeFind(Twig.class, 3L);
		Twig copy = copy(Twig.class, 3L);
		assertThat(copy.parent.parent.parent.parent.parent.parent).isSameAs(copy);

		commit((em) -> em.find(Twig.class, 1L).parent = em.find(Twig.class, 1L));
		assertLikeFind(Twig.class, 6L);
	}

	@Test
	void chainWhoseMiddleIsGone() {
		commit(this::persistTwigs);
		commit((em) -> drop(em, "Twig", "twig_parent"));
		assertLikeFind(Twig.class, 6L);
		commit((em) -> em.createQuery("delete from Twig where id = 5").executeUpdate());
		assertLikeFind(Twig.class, 6L);
		commit((em) -> em.persist(new Twig(5L, null)));
		assertLikeFind(Twig.class, 6L);
		assertThat(copy(Twig.class, 6L).parent.id).isEqualTo(5L);
	}

	@Test
	void treeInBothDirections() {
		commit((em) -> {
			Limb root = new Limb(1L, null);
			Limb left = new Limb(2L, root);
			Limb right = new Limb(3L, root);
			Limb below = new Limb(4L, left);
			List.of(root, left, right, below, new Limb(5L, below)).forEach(em::persist);
		});
		for (long id = 1; id <= 5; id++) {
			assertLikeFind(Limb.class, id);
		}
		commit((em) -> em.persist(new Limb(6L, em.find(Limb.class, 5L))));
		for (long id = 1; id <= 6; id++) {
			assertLikeFind(Limb.class, id);
		}
		commit((em) -> em.find(Limb.class, 4L).parent = em.find(Limb.class, 3L));
		for (long id = 1; id <= 6; id++) {
			assertLikeFind(Limb.class, id);
		}
	}

	private static void drop(EntityManager em, String table, String constraint) {
		em.createNativeQuery("alter table %s drop constraint %s".formatted(table, constraint)).executeUpdate();
	}

	private void persistSightings(EntityManager em) {
		Ghost ghost = new Ghost(1L);
		Ghost later = new Ghost(2L);
		Faded faded = new Faded(1L);
		List.of(ghost, later, faded, new Sighting(1L, ghost, later, faded)).forEach(em::persist);
	}

	@Test
	void rowsThatAreHidden() {
		commit(this::persistSightings);
		assertLikeFind(Sighting.class, 1L);

		commit((em) -> em.createQuery("update Ghost set hidden = true").executeUpdate());
		assertLikeFind(Sighting.class, 1L);
		assertThat(copy(Sighting.class, 1L).ghost).isNull();
		assertThat(copy(Sighting.class, 1L).later).isNotNull();

		commit((em) -> em.remove(em.find(Faded.class, 1L)));
		assertLikeFind(Sighting.class, 1L);
		assertThat(copy(Sighting.class, 1L).faded).isNull();

		commit((em) -> em.createNativeQuery("update Ghost set hidden = false").executeUpdate());
		assertLikeFind(Sighting.class, 1L);
		assertThat(copy(Sighting.class, 1L).ghost).isNotNull();
	}

	@Test
	void rowThatIsGone() {
		commit(this::persistSightings);
		commit((em) -> drop(em, "Sighting", "sighting_ghost"));
		assertLikeFind(Sighting.class, 1L);

		commit((em) -> em.remove(em.find(Ghost.class, 1L)));
		assertLikeFind(Sighting.class, 1L);
		assertThat(copy(Sighting.class, 1L).ghost).isNull();

		commit((em) -> em.persist(new Ghost(1L)));
		assertLikeFind(Sighting.class, 1L);
		assertThat(copy(Sighting.class, 1L).ghost).isNotNull();
	}

	@Test
	void mergeOfACopyWithoutAHiddenRowWritesNothing() {
		commit(this::persistSightings);
		commit((em) -> em.find(Ghost.class, 1L).hidden = true);
		Sighting copy = copy(Sighting.class, 1L);
		this.two.sessionFactory().getStatistics().clear();
		this.two.commit((em) -> em.merge(copy));

		assertThat(this.two.sessionFactory().getStatistics().getEntityUpdateCount()).isZero();
	}

	@Test
	void otherSideThatRefersFromANestedEmbeddable() {
		commit((em) -> {
			Kernel kernel = new Kernel(1L);
			em.persist(kernel);
			em.persist(new Kernel(2L));
			em.persist(new Shell(1L, kernel));
		});
		assertShell(1L);
		assertShell(2L);
		assertThat(copy(Kernel.class, 1L).shell.id).isEqualTo(1L);

		commit((em) -> em.find(Shell.class, 1L).colour = "brown");
		assertThat(copy(Kernel.class, 1L).shell.colour).isEqualTo("brown");
		commit((em) -> em.find(Shell.class, 1L).layer.inner.kernel = em.getReference(Kernel.class, 2L));
		assertShell(1L);
		assertShell(2L);
		commit((em) -> em.createQuery("delete from Shell").executeUpdate());
		assertShell(1L);
		assertShell(2L);
	}

	// What an embeddable refers to comes back as a reference.
	private void assertShell(long kernel) {
		for (ShapeNode node : List.of(this.one, this.two)) {
			Shell copy = node.cache(Kernel.class).findById(kernel).orElseThrow().shell;
			node.call((em) -> {
				Shell expected = em.find(Kernel.class, kernel).shell;
				assertThat((copy != null) ? copy.id : null).isEqualTo((expected != null) ? expected.id : null);
				return null;
			});
		}
	}

	@Test
	void collectionWhoseKeyIsEmpty() {
		commit((em) -> {
			Owl owl = new Owl(1L, "r1");
			owl.feathers.add(new Feather(1L));
			owl.feathers.forEach(em::persist);
			em.persist(owl);
			Owl none = new Owl(2L, null);
			none.feathers = null;
			em.persist(none);
		});
		assertLikeFind(Owl.class, 1L);
		assertLikeFind(Owl.class, 2L);
		assertThat(copy(Owl.class, 2L).feathers).isNull();

		commit((em) -> em.createQuery("update Owl set ring = 'r2' where id = 2").executeUpdate());
		assertLikeFind(Owl.class, 2L);
		assertThat(copy(Owl.class, 2L).feathers).isNotNull();
	}

}
