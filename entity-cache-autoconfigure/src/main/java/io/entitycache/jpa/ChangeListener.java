package io.entitycache.jpa;

import java.util.function.Function;

import io.entitycache.Invalidation;
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
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/** Hears of every row and collection that Hibernate writes. */
final class ChangeListener
		implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener, PostUpsertEventListener,
		PostCollectionRecreateEventListener, PostCollectionUpdateEventListener, PostCollectionRemoveEventListener,
		PreCollectionRecreateEventListener, PreCollectionUpdateEventListener, PreCollectionRemoveEventListener {

	private static final long serialVersionUID = 1L;

	private final transient HibernateChanges changes;

	ChangeListener(HibernateChanges changes) {
		this.changes = changes;
	}

	void addTo(EventListenerRegistry registry) {
		registry.appendListeners(EventType.POST_INSERT, this);
		registry.appendListeners(EventType.POST_UPDATE, this);
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
	public void onPostInsert(PostInsertEvent event) {
		changed(event, Kind.INSERT, null, event.getState());
		this.changes.inserted(event.getSession(), event.getPersister(), event.getEntity());
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		changed(event, Kind.UPDATE, event.getOldState(), event.getState());
	}

	@Override
	public void onPostUpsert(PostUpsertEvent event) {
		changed(event, Kind.UPSERT, null, event.getState());
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		changed(event, Kind.DELETE, event.getDeletedState(), null);
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
			this.changes
				.changed(session,
						(entities) -> entities.ofMembers(collection,
								(event.getCollection() != null) ? change.apply(event.getCollection())
										: CollectionChange.UNKNOWN,
								(member) -> this.changes.isInserted(session, member)));
		}
	}

	private void changed(AbstractPostDatabaseOperationEvent event, Kind kind, @Nullable Object @Nullable [] before,
			@Nullable Object @Nullable [] after) {
		SharedSessionContractImplementor session = event.getSession();
		this.changes.changedRow(session, (entities) -> {
			Invalidation change = entities
				.ofRow(new RowWrite(event.getPersister(), event.getId(), kind, before, after));
			// Of these its collection events know no session.
			return (session instanceof StatelessSession)
					? change.and(entities.ofCollectionsOf(event.getPersister(), event.getId())) : change;
		}, (entities) -> entities.rowsOf(event.getPersister(), event.getId(), shown(kind),
				SessionChanges.canVouch(session) ? after : null));
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
			this.changes.changed(session, (entities) -> entities.ofCollection(event.getCollectionPersister(),
					event.getAffectedOwnerIdOrNull()));
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
