package io.entitycache.jpa;

import java.io.Serializable;
import java.sql.Blob;
import java.sql.Clob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.Parent;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/** Entities of which a cached copy could only be wrong. */
final class RefusedEntities {

	private RefusedEntities() {
	}

	static final Class<?>[] ENTITIES = { Target.class, FinalTarget.class, PrivateTarget.class, EagerCollection.class,
			Child.class, InverseSide.class, OwningSide.class, AnyTarget.class, SerializedBlob.class, Lob.class,
			ToFinal.class, ToPrivate.class, ByOtherColumn.class, MayBeMissing.class, Subquery.class, WithParent.class,
			EntityKeys.class, DerivedId.class, Filtered.class, ArrayOfElements.class, BytesId.class, BytesInId.class,
			Judged.class, Ranked.class, Hidden.class, Poem.class, Verse.class, Question.class, Answer.class,
			EntityInIdClass.class, DeepId.class, OfHidden.class };

	@Entity(name = "Target")
	static class Target {

		@Id
		@Nullable Long id;

		@Column(unique = true)
		@Nullable String code;

	}

	/** Other rows decide about the members of all its collections but one. */
	@Entity(name = "Judged")
	static class Judged {

		@Id
		@Nullable Long id;

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "plain_id")
		Set<Target> plain = new HashSet<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "restricted_id")
		@SQLRestriction("id in (select r.id from Ranked r)")
		Set<Target> restricted = new HashSet<>();

		@ManyToMany(fetch = FetchType.EAGER)
		@JoinTable(name = "judged_joined")
		@SQLJoinTableRestriction("judged_id in (select r.id from Ranked r)")
		Set<Target> joined = new HashSet<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "sorted_id")
		@SQLOrder("standing desc")
		Set<Ranked> sorted = new HashSet<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "ordered_id")
		@OrderBy("id, standing desc")
		Set<Ranked> ordered = new HashSet<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "computed_id")
		@SQLOrder("coalesce(standing, 0) desc")
		Set<Ranked> computed = new HashSet<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "keyed_id")
		@MapKey(name = "standing")
		Map<Long, Ranked> keyed = new HashMap<>();

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "hidden_id")
		Set<Hidden> hidden = new HashSet<>();

	}

	@Entity(name = "Ranked")
	static class Ranked {

		@Id
		@Nullable Long id;

		@Formula("(select count(*) from Target t where t.id < id)")
		long standing;

	}

	@Entity(name = "Hidden")
	@SQLRestriction("id in (select r.id from Ranked r)")
	static class Hidden {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "FinalTarget")
	static final class FinalTarget {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "PrivateTarget")
	static class PrivateTarget {

		@Id
		@Nullable Long id;

		private PrivateTarget() {
		}

	}

	@Entity(name = "EagerCollection")
	static class EagerCollection {

		@Id
		@Nullable Long id;

		@OneToMany(mappedBy = "parent", fetch = FetchType.EAGER)
		List<Child> children = new ArrayList<>();

	}

	@Entity(name = "Child")
	static class Child {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable EagerCollection parent;

	}

	@Entity(name = "InverseSide")
	static class InverseSide {

		@Id
		@Nullable Long id;

		@OneToOne(mappedBy = "inverse", fetch = FetchType.LAZY)
		@Nullable OwningSide owning;

	}

	@Entity(name = "OwningSide")
	static class OwningSide {

		@Id
		@Nullable Long id;

		@OneToOne
		@Nullable InverseSide inverse;

	}

	@Entity(name = "AnyTarget")
	static class AnyTarget {

		@Id
		@Nullable Long id;

		@Any
		@AnyKeyJavaClass(Long.class)
		@AnyDiscriminatorValue(discriminator = "t", entity = Target.class)
		@Column(name = "target_type")
		@JoinColumn(name = "target_id")
		@Nullable Object anything;

	}

	static class Settings implements Serializable {

		private static final long serialVersionUID = 1L;

	}

	@Entity(name = "SerializedBlob")
	static class SerializedBlob {

		@Id
		@Nullable Long id;

		@Nullable Settings settings;

	}

	@Entity(name = "Lob")
	static class Lob {

		@Id
		@Nullable Long id;

		@Nullable Blob content;

		@Nullable Clob text;

	}

	@Entity(name = "ToFinal")
	static class ToFinal {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable FinalTarget target;

	}

	@Entity(name = "ToPrivate")
	static class ToPrivate {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable PrivateTarget target;

	}

	@Entity(name = "ByOtherColumn")
	static class ByOtherColumn {

		@Id
		@Nullable Long id;

		@ManyToOne
		@JoinColumn(referencedColumnName = "code")
		@Nullable Target target;

	}

	@Entity(name = "MayBeMissing")
	static class MayBeMissing {

		@Id
		@Nullable Long id;

		@ManyToOne
		@NotFound(action = NotFoundAction.IGNORE)
		@Nullable Target target;

	}

	@Entity(name = "Subquery")
	static class Subquery {

		@Id
		@Nullable Long id;

		@Formula("(select count(*) from unnest(array[1, 2]))")
		long targets;

	}

	@Embeddable
	static class Owned {

		@Nullable String text;

		@Parent
		@Nullable WithParent parent;

		public @Nullable WithParent getParent() {
			return this.parent;
		}

		public void setParent(@Nullable WithParent parent) {
			this.parent = parent;
		}

	}

	@Entity(name = "WithParent")
	static class WithParent {

		@Id
		@Nullable Long id;

		@Embedded
		@Nullable Owned owned;

	}

	@Entity(name = "EntityKeys")
	static class EntityKeys {

		@Id
		@Nullable Long id;

		@ElementCollection
		Map<Target, String> texts = new HashMap<>();

	}

	static class DerivedKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable Long target;

		int line;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof DerivedKey that && this.line == that.line
					&& java.util.Objects.equals(this.target, that.target);
		}

		@Override
		public int hashCode() {
			return this.line;
		}

	}

	/** Its id has no values of its own. */
	@Embeddable
	static class OwnKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@ManyToOne
		@Nullable Target target;

		int line;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof OwnKey that && this.line == that.line
					&& java.util.Objects.equals(this.target, that.target);
		}

		@Override
		public int hashCode() {
			return this.line;
		}

	}

	@Entity(name = "DerivedId")
	static class DerivedId {

		@EmbeddedId
		@Nullable OwnKey key;

	}

	/** Its verses tell to whom they belong by their id alone. */
	@Entity(name = "Poem")
	static class Poem {

		@Id
		@Nullable Long id;

		@OneToMany(mappedBy = "target", fetch = FetchType.EAGER)
		Set<Verse> verses = new HashSet<>();

	}

	@Entity(name = "Verse")
	@IdClass(DerivedKey.class)
	static class Verse {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Poem target;

		@Id
		int line;

	}

	/** Its id class has the entity itself. */
	@Entity(name = "EntityInIdClass")
	@IdClass(EntityInKey.class)
	static class EntityInIdClass {

		@Id
		@ManyToOne
		@Nullable Target target;

		@Id
		int line;

	}

	static class EntityInKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable Target target;

		int line;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof EntityInKey that && this.line == that.line
					&& java.util.Objects.equals(this.target, that.target);
		}

		@Override
		public int hashCode() {
			return this.line;
		}

	}

	/** An entity is deeper in its id. */
	@Entity(name = "DeepId")
	static class DeepId {

		@EmbeddedId
		@Nullable DeepKey key;

	}

	@Embeddable
	static class DeepKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable OwnKey inner;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof DeepKey that && java.util.Objects.equals(this.inner, that.inner);
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	/** Whether its row is seen is decided by another. */
	@Entity(name = "OfHidden")
	@IdClass(DerivedKey.class)
	static class OfHidden {

		@Id
		@ManyToOne
		@Nullable Hidden target;

		@Id
		int line;

	}

	/** Its answer tells by its id alone. */
	@Entity(name = "Question")
	static class Question {

		@Id
		@Nullable Long id;

		@OneToOne(mappedBy = "target")
		@Nullable Answer answer;

	}

	@Entity(name = "Answer")
	@IdClass(DerivedKey.class)
	static class Answer {

		@Id
		@OneToOne(fetch = FetchType.LAZY)
		@Nullable Question target;

		@Id
		int line;

	}

	@Entity(name = "Filtered")
	@FilterDef(name = "visible", autoEnabled = true, defaultCondition = "id > 0")
	@Filter(name = "visible")
	static class Filtered {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "ArrayOfElements")
	static class ArrayOfElements {

		@Id
		@Nullable Long id;

		@ElementCollection
		@jakarta.persistence.OrderColumn
		String @Nullable [] names;

	}

	@Entity(name = "BytesId")
	static class BytesId {

		@Id
		byte @Nullable [] id;

	}

	@Embeddable
	record Fingerprint(String algorithm, byte[] digest) implements Serializable {
	}

	@Entity(name = "BytesInId")
	static class BytesInId {

		@EmbeddedId
		@Nullable Fingerprint id;

	}

}
