package io.entitycache.shapes;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

/** A haunted wood, whose entities refer to rows that are far away, hidden or gone. */
final class FollowedShapes {

	static final Class<?>[] ENTITIES = { Twig.class, Limb.class, Ghost.class, Faded.class, Sighting.class, Kernel.class,
			Shell.class, Owl.class, Feather.class };

	private FollowedShapes() {
	}

	/** Each is loaded with all that are above it. */
	@Entity(name = "Twig")
	static class Twig {

		@Id
		@Nullable Long id;

		@Nullable String name;

		@ManyToOne
		@JoinColumn(foreignKey = @ForeignKey(name = "twig_parent"))
		@Nullable Twig parent;

		Twig() {
		}

		Twig(Long id, @Nullable Twig parent) {
			this.id = id;
			this.name = "twig " + id;
			this.parent = parent;
		}

	}

	/** Each is loaded with all that are above and below it. */
	@Entity(name = "Limb")
	static class Limb {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Limb parent;

		@OneToMany(mappedBy = "parent", fetch = FetchType.EAGER)
		Set<Limb> children = new HashSet<>();

		Limb() {
		}

		Limb(Long id, @Nullable Limb parent) {
			this.id = id;
			this.parent = parent;
		}

	}

	@Entity(name = "Ghost")
	@SQLRestriction("hidden = false")
	static class Ghost {

		@Id
		@Nullable Long id;

		boolean hidden;

		Ghost() {
		}

		Ghost(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Faded")
	@SoftDelete
	static class Faded {

		@Id
		@Nullable Long id;

		Faded() {
		}

		Faded(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Sighting")
	static class Sighting {

		@Id
		@Nullable Long id;

		@ManyToOne
		@JoinColumn(foreignKey = @ForeignKey(name = "sighting_ghost"))
		@Nullable Ghost ghost;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Ghost later;

		@ManyToOne
		@Nullable Faded faded;

		Sighting() {
		}

		Sighting(Long id, Ghost ghost, Ghost later, Faded faded) {
			this.id = id;
			this.ghost = ghost;
			this.later = later;
			this.faded = faded;
		}

	}

	/** What refers to it does so from an embeddable within another. */
	@Entity(name = "Kernel")
	static class Kernel {

		@Id
		@Nullable Long id;

		@OneToOne(mappedBy = "layer.inner.kernel", fetch = FetchType.LAZY)
		@Nullable Shell shell;

		Kernel() {
		}

		Kernel(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Shell")
	static class Shell {

		@Id
		@Nullable Long id;

		@Embedded
		Layer layer = new Layer();

		@Nullable String colour;

		Shell() {
		}

		Shell(Long id, Kernel kernel) {
			this.id = id;
			this.layer.inner.kernel = kernel;
		}

	}

	@Embeddable
	static class Layer {

		int thickness;

		@Embedded
		Inner inner = new Inner();

	}

	@Embeddable
	static class Inner {

		int depth;

		@OneToOne
		@Nullable Kernel kernel;

	}

	/** Its feathers refer to another column than its id, which may be empty. */
	@Entity(name = "Owl")
	static class Owl implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		@Nullable Long id;

		@Column(unique = true)
		@Nullable String ring;

		@OneToMany
		@JoinColumn(name = "ring", referencedColumnName = "ring",
				foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		@Nullable Set<Feather> feathers = new HashSet<>();

		Owl() {
		}

		Owl(Long id, @Nullable String ring) {
			this.id = id;
			this.ring = ring;
		}

	}

	@Entity(name = "Feather")
	static class Feather implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		@Nullable Long id;

		Feather() {
		}

		Feather(Long id) {
			this.id = id;
		}

	}

}
