using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

// protocol.md §4.16
/// <summary>
/// Keeps pushes for clients that can fetch them again over REST: those who have logged in with <see cref="SessionCapabilities.ReliableNotifications"/> once.
/// </summary>
internal sealed class NotificationKeeper(EngineServices services, string applicationId)
{
    /// <summary>The <c>notificationType</c> of a push that must not be missed. All are.</summary>
    const int Permanent = 1;

    readonly ConcurrentDictionary<string, bool> _clients = new(StringComparer.Ordinal);
    readonly object _lock = new();
    long _last = long.MinValue;
    Task _saving = Task.CompletedTask;
    volatile bool _isLoaded;

    /// <summary>Reads whom the store knows; must have completed before pushes are sent.</summary>
    public ValueTask PrepareAsync() => _isLoaded ? default : LoadAsync();

    /// <summary>
    /// From now on pushes are kept for this client, unless there are too many: then it is told that what it keeps of its conversations is not whole.
    /// </summary>
    public async ValueTask AddClientAsync(string clientId)
    {
        await PrepareAsync().ConfigureAwait(false);
        if (_clients.ContainsKey(clientId) || _clients.Count >= services.Limits.MaxNotifiedClients)
            return;
        await services.Store.Notifications.AddClientAsync(applicationId, clientId).ConfigureAwait(false);
        _clients.TryAdd(clientId, true);
        services.TellPeers?.Invoke(new NotifiedClientNote(applicationId, clientId));
    }

    /// <summary>Reads again what the store knows.</summary>
    public ValueTask ReloadAsync() => LoadAsync();

    /// <summary>The time of the newest notification that is known here, in milliseconds since 1970 UTC.</summary>
    public long? Newest
    {
        get
        {
            lock (_lock)
                return _last == long.MinValue ? null : _last;
        }
    }

    /// <summary>Takes in the time of the newest notification that is known elsewhere: later ones get later times.</summary>
    public void Learn(long newest)
    {
        lock (_lock)
            _last = Math.Max(_last, newest);
    }

    /// <summary>Takes in a client that is known elsewhere.</summary>
    public void Learn(string clientId) => _clients.TryAdd(clientId, true);

    /// <summary>
    /// Gives a push its place among the notifications, and keeps it for those of the clients that it names who may ask for it again. Unchanged where nobody
    /// ever does.
    /// </summary>
    public ConversationFrame KeepFor(IReadOnlyList<string> clientIds, string conversationId, ConversationFrame push,
        MembershipEffect effect = MembershipEffect.None)
    {
        if (_clients.IsEmpty)
            return push;
        push = Placed(push);
        ImmutableArray<string> kept = [.. clientIds.Where(_clients.ContainsKey)];
        if (kept.Length > 0)
            Save(conversationId, push, json => json with { ClientIds = kept, Effect = effect });
        return push;
    }

    /// <summary>The same for everybody in a conversation but some. It is stored once, however many they are.</summary>
    public ConversationFrame KeepForMembers(ConversationRecord conversation, ConversationFrame push, IReadOnlyList<string>? except = null)
    {
        if (_clients.IsEmpty)
            return push;
        push = Placed(push);
        if (conversation.Members.Any(_clients.ContainsKey))
            Save(conversation.Id, push, json => json with { ExceptClientIds = [.. except ?? []] });
        return push;
    }

    /// <summary>A page of a client's notifications.</summary>
    public async ValueTask<NotificationPage> FindAsync(string clientId, long after, int limit, CancellationToken cancellationToken)
    {
        await PrepareAsync().ConfigureAwait(false);
        await SavedAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var limits = services.Limits;
        var query = new NotificationQuery
        {
            ApplicationId = applicationId,
            ClientId = clientId,
            After = after,
            Limit = limit,
            MaxCount = limits.MaxNotifications,
            MaxBytes = limits.MaxNotificationPageBytes
        };
        var page = await services.Store.Notifications.FindAsync(query, cancellationToken).ConfigureAwait(false);
        return _clients.ContainsKey(clientId) || _clients.Count < limits.MaxNotifiedClients ? page : page with { IsComplete = false };
    }

    /// <summary>Completes when everything that was kept so far can be found in the store.</summary>
    public Task SavedAsync()
    {
        lock (_lock)
            return _saving;
    }

    ConversationFrame Placed(ConversationFrame push)
    {
        lock (_lock)
            return push with { ServerTimestamp = _last = Math.Max(services.Clock.Now, _last + 1), NotificationType = Permanent };
    }

    void Save(string conversationId, ConversationFrame push, Func<StoredNotification, StoredNotification> address)
    {
        var text = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(push, text);
        var saving = SaveAsync(address(new StoredNotification
        {
            ApplicationId = applicationId,
            ConversationId = conversationId,
            Timestamp = push.ServerTimestamp!.Value,
            IsPermanent = true,
            Frame = Encoding.UTF8.GetString(text.WrittenSpan),
        }));
        lock (_lock)
            _saving = _saving.IsCompleted ? saving : Task.WhenAll(_saving, saving);
    }

    async Task SaveAsync(StoredNotification notification)
    {
        var limits = services.Limits;
        services.InFlight.Begin();
        try
        {
            var bounds = new NotificationBounds
            {
                MaxCount = limits.MaxNotifications,
                MaxConversationBytes = limits.MaxConversationNotificationBytes,
                MaxBytes = limits.MaxNotificationBytes,
            };
            await services.Store.Notifications.AddAsync(notification, bounds).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "keeping notifications");
        }
        finally
        {
            services.InFlight.End();
        }
    }

    async ValueTask LoadAsync()
    {
        foreach (var clientId in await services.Store.Notifications.FindClientsAsync(applicationId).ConfigureAwait(false))
            _clients.TryAdd(clientId, true);
        // Times grow over a restart too, also with an earlier calendar: who asks for what came since would not find it.
        if (await services.Store.Notifications.FindNewestAsync(applicationId).ConfigureAwait(false) is { } newest)
            lock (_lock)
                _last = Math.Max(_last, newest);
        _isLoaded = true;
    }
}
