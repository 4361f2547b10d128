package io.entitycache.writes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Entities that are written in different ways. */
final class Warehouse {

	private Warehouse() {
	}

	@Entity(name = "Ware")
	static class Ware {

		@Id
		@Nullable Long id;

		@Column(unique = true)
		@Nullable String name;

		@Version
		int version;

		@ElementCollection(fetch = FetchType.EAGER)
		Set<String> tags = new HashSet<>();

		@Nullable String name() {
			return this.name;
		}

	}

	@Entity(name = "Basket")
	static class Basket {

		@Id
		@Nullable Long id;

		@OneToMany(mappedBy = "basket", cascade = CascadeType.ALL, orphanRemoval = true)
		List<Line> lines = new ArrayList<>();

	}

	@Entity(name = "Line")
	static class Line {

		@Id
		@Nullable Long id;

		int quantity;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Basket basket;

	}

	@Entity(name = "Vehicle")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Vehicle {

		@Id
		@Nullable Long id;

		@Nullable String plate;

	}

	@Entity(name = "Car")
	static class Car extends Vehicle {

		int doors;

	}

	@Entity(name = "Shelf")
	@SecondaryTable(name = "shelf_detail")
	static class Shelf {

		@Id
		@Nullable Long id;

		@Nullable String name;

		@Column(table = "shelf_detail")
		@Nullable String detail;

	}

	@Entity(name = "Voucher")
	@SoftDelete
	static class Voucher {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "Coupon")
	@SQLDelete(sql = "update coupon set gone = true where id = ?")
	@SQLRestriction("gone = false")
	static class Coupon {

		@Id
		@Nullable Long id;

		boolean gone;

	}

	@Entity(name = "Folder")
	static class Folder {

		@Id
		@Nullable Long id;

	}

	@Entity(name = "Document")
	static class Document {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		@Nullable Folder folder;

	}

	interface WareRepository extends JpaRepository<Ware, Long> {

		@Modifying
		@Transactional
		@Query("update Ware w set w.name = concat('x', w.name) where w.id = :id")
		void rename(Long id);

	}

	interface BasketRepository extends JpaRepository<Basket, Long> {

	}

	interface LineRepository extends JpaRepository<Line, Long> {

	}

	interface CarRepository extends JpaRepository<Car, Long> {

	}

	interface ShelfRepository extends JpaRepository<Shelf, Long> {

	}

	interface VoucherRepository extends JpaRepository<Voucher, Long> {

	}

	interface CouponRepository extends JpaRepository<Coupon, Long> {

	}

	interface FolderRepository extends JpaRepository<Folder, Long> {

	}

	interface DocumentRepository extends JpaRepository<Document, Long> {

	}

}
