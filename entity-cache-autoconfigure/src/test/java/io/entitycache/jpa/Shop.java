package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PostLoad;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SortComparator;
import org.hibernate.annotations.SortNatural;
import org.jspecify.annotations.Nullable;

/** Entities that refer to each other and inherit from each other. */
public final class Shop {

	private Shop() {
	}

	static final Class<?>[] ENTITIES = { Category.class, Product.class, Review.class, Label.class, Part.class,
			Payment.class, CardPayment.class, CashPayment.class, Animal.class, Dog.class, Cat.class, Shape.class,
			Circle.class, Square.class };

	@MappedSuperclass
	abstract static class Audited {

		@Version
		int version;

		@Nullable String author;

	}

	@Entity(name = "Category")
	static class Category extends Audited {

		@Id
		@Nullable Long id;

		@NaturalId
		@Nullable String code;

		@Nullable String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Category parent;

		Category() {
		}

		Category(long id, String code, @Nullable Category parent) {
			this.id = id;
			this.code = code;
			this.name = "name of " + code;
			this.parent = parent;
		}

		String getName() {
			return String.valueOf(this.name);
		}

	}

	@Entity(name = "Product")
	@Table(name = "products",
			uniqueConstraints = { @UniqueConstraint(columnNames = "bar_code"),
					@UniqueConstraint(columnNames = { "name", "shelf" }) },
			indexes = { @Index(columnList = "slug", unique = true), @Index(columnList = "shelf") })
	@SecondaryTable(name = "product_texts")
	static class Product extends Audited {

		@Id
		@Nullable Long id;

		@Column(unique = true)
		@Nullable String sku;

		@Column(name = "bar_code")
		@Nullable String barCode;

		@Nullable String slug;

		@Nullable String name;

		int shelf;

		@Column(table = "product_texts")
		@Nullable String description;

		@ManyToOne
		@Nullable Category category;

		@OneToOne(fetch = FetchType.LAZY)
		@Nullable Category showcase;

		@OneToMany(mappedBy = "product", cascade = CascadeType.ALL, orphanRemoval = true)
		List<Review> reviews = new ArrayList<>();

		@ManyToMany
		Set<Label> labels = new LinkedHashSet<>();

		@OneToMany(cascade = CascadeType.ALL)
		@JoinColumn(name = "product_id", nullable = false)
		@OrderColumn
		List<Part> parts = new ArrayList<>();

		@ElementCollection
		@CollectionTable(name = "product_tags")
		Set<String> tags = new LinkedHashSet<>();

		@ElementCollection
		@OrderColumn
		List<String> steps = new ArrayList<>();

		@ElementCollection
		List<Size> sizes = new ArrayList<>();

		@ElementCollection
		Map<String, Integer> stock = new HashMap<>();

		@ElementCollection
		@SortNatural
		SortedSet<String> synonyms = new TreeSet<>();

		@ElementCollection
		@SortComparator(Reversed.class)
		SortedMap<String, Size> variants = new TreeMap<>();

		@Transient
		boolean loaded;

		Product() {
		}

		Product(long id, String sku, @Nullable Category category) {
			this.id = id;
			this.sku = sku;
			this.barCode = "bar" + sku;
			this.slug = "slug" + sku;
			this.name = "name of " + sku;
			this.description = "text of " + sku;
			this.category = category;
		}

		Product filled() {
			this.reviews.add(new Review(this, "good"));
			this.reviews.add(new Review(this, "bad"));
			this.parts.add(new Part());
			this.tags.addAll(List.of("a", "b"));
			this.steps.addAll(List.of("1", "2", "1"));
			this.sizes.add(new Size(1, "cm", null));
			this.sizes.add(new Size(2, "in", this.category));
			this.stock.putAll(Map.of("north", 1, "south", 2));
			this.synonyms.addAll(List.of("y", "x"));
			this.variants.putAll(Map.of("s", new Size(1, "s", null), "t", new Size(2, "t", null)));
			return this;
		}

		@PostLoad
		void loaded() {
			this.loaded = true;
		}

	}

	public static class Reversed implements Comparator<String> {

		@Override
		public int compare(String first, String second) {
			return second.compareTo(first);
		}

	}

	@Embeddable
	static class Size {

		@Column(name = "measure")
		int value;

		@Nullable String unit;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Category origin;

		Size() {
		}

		Size(int value, String unit, @Nullable Category origin) {
			this.value = value;
			this.unit = unit;
			this.origin = origin;
		}

	}

	@Entity(name = "Review")
	static class Review {

		@Id
		@GeneratedValue
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Product product;

		@Nullable String text;

		Review() {
		}

		Review(Product product, String text) {
			this.product = product;
			this.text = text;
		}

	}

	@Entity(name = "Label")
	static class Label {

		@Id
		@Nullable String name;

	}

	@Entity(name = "Part")
	static class Part {

		@Id
		@GeneratedValue
		@Nullable Long id;

		@Nullable String name;

	}

	@Entity(name = "Payment")
	@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
	@DiscriminatorColumn(name = "kind")
	abstract static class Payment extends Audited {

		@Id
		@Nullable Long id;

		long amount;

	}

	@Entity(name = "CardPayment")
	static class CardPayment extends Payment {

		@Nullable String card;

	}

	@Entity(name = "CashPayment")
	static class CashPayment extends Payment {

		int coins;

	}

	@Entity(name = "Animal")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Animal {

		@Id
		@Nullable Long id;

		@Nullable String name;

	}

	@Entity(name = "Dog")
	static class Dog extends Animal {

		boolean barks;

		@ElementCollection
		List<String> tricks = new ArrayList<>();

	}

	@Entity(name = "Cat")
	static class Cat extends Animal {

		int lives;

	}

	@Entity(name = "Shape")
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	abstract static class Shape {

		@Id
		@Nullable Long id;

		@Nullable String color;

	}

	@Entity(name = "Circle")
	static class Circle extends Shape {

		double radius;

	}

	@Entity(name = "Square")
	static class Square extends Shape {

		double side;

	}

}
