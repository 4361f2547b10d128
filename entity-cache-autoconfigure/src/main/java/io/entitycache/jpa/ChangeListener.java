package io.entitycache.jpa;

import io.entitycache.Invalidation;
import io.entitycache.transaction.RowChange.Kind;
import org.hibernate.StatelessSession;
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
import org.jspecify.annotations.Nullable;

/** Hears of every row and collection that Hibernate writes. */
final class ChangeListener
		implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener, PostUpsertEventListener,
		PostCollectionRecreateEventListener, PostCollectionUpdateEventListener, PostCollectionRemoveEventListener {

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
	}

	@Override
	public void onPostInsert(PostInsertEvent event) {
		changed(event, null, event.getState(), Kind.CREATED);
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		changed(event, event.getOldState(), event.getState(), Kind.UPDATED);
	}

	@Override
	public void onPostUpsert(PostUpsertEvent event) {
		changed(event, null, event.getState(), Kind.UPDATED);
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		changed(event, event.getDeletedState(), null, Kind.REMOVED);
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

	private void changed(AbstractPostDatabaseOperationEvent event, @Nullable Object @Nullable [] before,
			@Nullable Object @Nullable [] after, Kind kind) {
		SharedSessionContractImplementor session = event.getSession();
		this.changes.changedRow(session, (entities) -> {
			Invalidation change = entities.ofRow(event.getPersister(), event.getId(), before, after);
			// Of these its collection events know no session.
			return (session instanceof StatelessSession) ? change.and(entities.ofCollectionsOf(event.getPersister()))
					: change;
		}, (entities) -> entities.rowsOf(event.getPersister(), event.getId(), kind,
				SessionChanges.canVouch(session) ? after : null));
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
