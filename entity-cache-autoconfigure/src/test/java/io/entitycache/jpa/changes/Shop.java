package io.entitycache.jpa.changes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

/** Entities with every kind of mapping that changes in its own way. */
final class Shop {

	static final List<String> ENTITIES = List
		.of(Product.class, Basket.class, Line.class, Vehicle.class, Car.class, Truck.class, Shelf.class, Voucher.class,
				Coupon.class, Account.class, Folder.class, Document.class, Page.class, Note.class, ProductView.class,
				Label.class, Album.class, Photo.class, Category.class)
		.stream()
		.map(Class::getName)
		.toList();

	private Shop() {
	}

	@Entity(name = "Product")
	@Table(name = "product")
	static class Product {

		@Id
		@Nullable Long id;

		@Column(unique = true)
		@Nullable String sku;

		@Nullable String name;

		@ElementCollection
		Set<String> tags = new HashSet<>();

		@ManyToMany
		Set<Label> labels = new HashSet<>();

		Product() {
		}

		Product(long id, String sku) {
			this.id = id;
			this.sku = sku;
		}

	}

	/** The same rows once more. */
	@Entity(name = "ProductView")
	@Table(name = "product")
	static class ProductView {

		@Id
		@Nullable Long id;

		@Nullable String name;

	}

	@Entity(name = "Label")
	@Table(name = "label")
	static class Label {

		@Id
		@Nullable Long id;

		@ManyToMany(mappedBy = "labels")
		Set<Product> products = new HashSet<>();

		Label() {
		}

		Label(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Basket")
	@Table(name = "basket")
	static class Basket {

		@Id
		@Nullable Long id;

		@OneToMany(mappedBy = "basket", cascade = CascadeType.ALL, orphanRemoval = true)
		List<Line> lines = new ArrayList<>();

		Basket() {
		}

		Basket(long id) {
			this.id = id;
		}

		Line add(long lineId) {
			Line line = new Line();
			line.id = lineId;
			line.basket = this;
			this.lines.add(line);
			return line;
		}

	}

	@Entity(name = "Line")
	@Table(name = "line")
	static class Line {

		@Id
		@Nullable Long id;

		int quantity;

		@ManyToOne
		@Nullable Basket basket;

	}

	@Entity(name = "Vehicle")
	@Table(name = "vehicle")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Vehicle {

		@Id
		@Nullable Long id;

		@Nullable String plate;

	}

	@Entity(name = "Car")
	@Table(name = "car")
	static class Car extends Vehicle {

		int doors;

		Car() {
		}

		Car(long id, String plate) {
			this.id = id;
			this.plate = plate;
		}

	}

	@Entity(name = "Truck")
	@Table(name = "truck")
	@OnDelete(action = OnDeleteAction.CASCADE)
	static class Truck extends Vehicle {

		int load;

		Truck() {
		}

		Truck(long id, String plate) {
			this.id = id;
			this.plate = plate;
		}

	}

	@Entity(name = "Shelf")
	@Table(name = "shelf")
	@SecondaryTable(name = "shelf_detail")
	static class Shelf {

		@Id
		@Nullable Long id;

		@Nullable String name;

		@Column(table = "shelf_detail")
		@Nullable String detail;

	}

	@Entity(name = "Voucher")
	@Table(name = "voucher")
	@SoftDelete
	static class Voucher {

		@Id
		@Nullable Long id;

		@Nullable String code;

	}

	@Entity(name = "Coupon")
	@Table(name = "coupon")
	@SQLDelete(sql = "update coupon set gone = true where id = ?")
	static class Coupon {

		@Id
		@Nullable Long id;

		@Nullable String code;

		boolean gone;

	}

	@Entity(name = "Account")
	@Table(name = "account")
	static class Account {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		@Nullable Long id;

		@Version
		int version;

		@Nullable String owner;

		@ElementCollection
		Set<String> cards = new HashSet<>();

	}

	@Entity(name = "Folder")
	@Table(name = "folder")
	static class Folder {

		@Id
		@Nullable Long id;

		@ElementCollection
		@OnDelete(action = OnDeleteAction.CASCADE)
		Set<String> readers = new HashSet<>();

		Folder() {
		}

		Folder(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Document")
	@Table(name = "document")
	static class Document {

		@Id
		@Nullable Long id;

		@ManyToOne
		@OnDelete(action = OnDeleteAction.CASCADE)
		@Nullable Folder folder;

		Document() {
		}

		Document(long id, Folder folder) {
			this.id = id;
			this.folder = folder;
		}

	}

	@Entity(name = "Page")
	@Table(name = "page")
	static class Page {

		@Id
		@Nullable Long id;

		@ManyToOne
		@OnDelete(action = OnDeleteAction.SET_NULL)
		@Nullable Document document;

	}

	/** Not cached. */
	@Entity(name = "Note")
	@Table(name = "note")
	static class Note {

		@Id
		@Nullable Long id;

		@Nullable String text;

		Note() {
		}

		Note(long id) {
			this.id = id;
		}

	}

	/** Writes the foreign keys of its photos, which do not know of it. */
	@Entity(name = "Album")
	@Table(name = "album")
	static class Album {

		@Id
		@Nullable Long id;

		@OneToMany
		@JoinColumn(name = "album_id")
		Set<Photo> photos = new HashSet<>();

	}

	@Entity(name = "Photo")
	@Table(name = "photo")
	static class Photo {

		@Id
		@Nullable Long id;

	}

	/** Writes the foreign keys of its children, which know their parent. */
	@Entity(name = "Category")
	@Table(name = "category")
	static class Category {

		@Id
		@Nullable Long id;

		@OneToMany
		@JoinColumn(name = "parent_id")
		Set<Category> children = new HashSet<>();

		@ManyToOne
		@JoinColumn(name = "parent_id", insertable = false, updatable = false)
		@Nullable Category parent;

	}

}
