package io.entitycache.jpa;

import java.util.function.Function;

import io.entitycache.jpa.EntityChanges.Stale;
import io.entitycache.jpa.RowWrite.Kind;
import io.entitycache.transaction.RowChange;
import org.hibernate.StatelessSession;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionRemoveEvent;
import org.hibernate.event.spi.PostCollectionRemoveEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Hears of every row and collection that Hibernate writes. */
final class ChangeListener implements PostLoadEventListener, PostInsertEventListener, PostUpdateEventListener,
		PostDeleteEventListener, PreDeleteEventListener, PostUpsertEventListener, PostCollectionRecreateEventListener,
		PostCollectionUpdateEventListener, PostCollectionRemoveEventListener, PreCollectionRecreateEventListener,
		PreCollectionUpdateEventListener, PreCollectionRemoveEventListener {

	private static final long serialVersionUID = 1L;

	private final transient HibernateChanges changes;

	ChangeListener(HibernateChanges changes) {
		this.changes = changes;
	}

	void addTo(EventListenerRegistry registry) {
		registry.appendListeners(EventType.POST_LOAD, this);
		registry.appendListeners(EventType.POST_INSERT, this);
		registry.appendListeners(EventType.POST_UPDATE, this);
		registry.appendListeners(EventType.PRE_DELETE, this);
		registry.appendListeners(EventType.POST_DELETE, this);
		registry.appendListeners(EventType.POST_UPSERT, this);
		registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
		registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, this);
		registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, this);
		registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, this);
	}

	@Override
	public void onPostLoad(PostLoadEvent event) {
		this.changes.loaded(event.getSession(), event.getPersister(), event.getEntity());
	}

	@Override
	public void onPostInsert(PostInsertEvent event) {
		changed(event, Kind.INSERT, null, event.getState(), null);
		this.changes.inserted(event.getSession(), event.getPersister(), event.getEntity());
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		changed(event, Kind.UPDATE, event.getOldState(), event.getState(), event.getDirtyProperties());
	}

	@Override
	public void onPostUpsert(PostUpsertEvent event) {
		changed(event, Kind.UPSERT, null, event.getState(), null);
	}

	// The session has forgotten the entity when it is deleted.
	@Override
	public boolean onPreDelete(PreDeleteEvent event) {
		this.changes.deleting(event.getSession(), event.getEntity());
		return false;
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		changed(event, Kind.DELETE, event.getDeletedState(), null, null);
	}

	@Override
	public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
		if (!event.getCollection().empty()) {
			changed(event);
		}
	}

	@Override
	public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
		changed(event);
	}

	@Override
	public void onPostRemoveCollection(PostCollectionRemoveEvent event) {
		changed(event);
	}

	// What a collection was like before is known only before it is written.

	@Override
	public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
		membersChange(event, CollectionChange::created);
	}

	@Override
	public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
		membersChange(event, CollectionChange::updated);
	}

	@Override
	public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
		membersChange(event, CollectionChange::removed);
	}

	private void membersChange(AbstractCollectionEvent event,
			Function<PersistentCollection<?>, CollectionChange> change) {
		SharedSessionContractImplementor session = sessionOf(event);
		CollectionPersister collection = event.getCollectionPersister();
		if (session != null && (collection.isOneToMany() || collection.isManyToMany()) && !collection.isInverse()) {
			CollectionChange members = (event.getCollection() != null) ? change.apply(event.getCollection())
					: CollectionChange.UNKNOWN;
			Certainty certainty = this.changes.certaintyOf(session, collection, event.getAffectedOwnerOrNull());
			this.changes.changed(session, (entities) -> entities.ofMembers(collection, members, certainty,
					(member) -> this.changes.isInserted(session, member)));
		}
	}

	private void changed(AbstractPostDatabaseOperationEvent event, Kind kind, @Nullable Object @Nullable [] before,
			@Nullable Object @Nullable [] after, int @Nullable [] dirty) {
		SharedSessionContractImplementor session = event.getSession();
		EntityPersister persister = event.getPersister();
		this.changes.changedRow(session, (entities) -> {
			Stale change = entities
				.ofRow(new RowWrite(persister, entities.attributesOf(persister), event.getId(), kind, before, after,
						dirty, this.changes.markOf(session, event.getEntity()), this.changes.transactionOf(session)));
			// Of these its collection events know no session.
			return (session instanceof StatelessSession)
					? change.and(entities.ofCollectionsOf(persister, event.getId())) : change;
		}, (entities) -> entities.rowsOf(persister, event.getId(), shown(kind),
				(SessionChanges.canVouch(session) && writesAll(persister, kind)) ? after : null));
	}

	// What an update leaves out may be other than the session knows.
	private static boolean writesAll(EntityPersister persister, Kind kind) {
		return kind != Kind.UPDATE || !persister.isDynamicUpdate() && persister.getPropertySpaces().length == 1;
	}

	private static RowChange.Kind shown(Kind kind) {
		return switch (kind) {
			case INSERT -> RowChange.Kind.CREATED;
			case UPDATE, UPSERT -> RowChange.Kind.UPDATED;
			case DELETE -> RowChange.Kind.REMOVED;
		};
	}

	private void changed(AbstractCollectionEvent event) {
		SharedSessionContractImplementor session = sessionOf(event);
		if (session != null) {
			this.changes.changed(session, (entities) -> Stale
				.of(entities.ofCollection(event.getCollectionPersister(), event.getAffectedOwnerIdOrNull())));
		}
	}

	private static @Nullable SharedSessionContractImplementor sessionOf(AbstractCollectionEvent event) {
		try {
			return event.getSession();
		}
		catch (NullPointerException ex) {
			// The event of a stateless session, which tells of the row too.
			return null;
		}
	}

}
