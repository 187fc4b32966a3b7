using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>Keeps pushes for clients that can fetch them again over REST (protocol.md §4.16): those who have logged in with <see cref="SessionCapabilities.ReliableNotifications"/> once.</summary>
internal sealed class Notifications(Application app)
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

    /// <summary>From now on pushes are kept for this client.</summary>
    public async ValueTask AddClientAsync(string clientId)
    {
        await PrepareAsync().ConfigureAwait(false);
        if (_clients.ContainsKey(clientId))
            return;
        await app.Services.Store.AddNotifiedClientAsync(app.Id, clientId).ConfigureAwait(false);
        _clients.TryAdd(clientId, true);
    }

    /// <summary>Gives a push its place among the notifications, and keeps it for those of its addressees who may ask for it again. Unchanged where nobody ever does.</summary>
    public ConversationFrame Keep(ConversationFrame push, IEnumerable<string> clientIds)
    {
        if (_clients.IsEmpty)
            return push;
        lock (_lock)
            push = push with { ServerTimestamp = _last = Math.Max(app.Services.Clock.Now, _last + 1), NotificationType = Permanent };
        var kept = clientIds.Where(_clients.ContainsKey).ToList();
        if (kept.Count == 0)
            return push;
        var saving = SaveAsync(push, kept);
        lock (_lock)
            _saving = _saving.IsCompleted ? saving : Task.WhenAll(_saving, saving);
        return push;
    }

    /// <summary>Completes when everything that was kept so far can be found in the store.</summary>
    public Task SavedAsync()
    {
        lock (_lock)
            return _saving;
    }

    async Task SaveAsync(ConversationFrame push, IReadOnlyList<string> clientIds)
    {
        app.Services.InFlight.Begin();
        try
        {
            var text = new ArrayBufferWriter<byte>();
            JsonFrameCodec.Default.Encode(push, text);
            var json = Encoding.UTF8.GetString(text.WrittenSpan);
            await app.Services.Store.AddNotificationsAsync([.. clientIds.Select(clientId => new StoredNotification(app.Id, clientId, push.ServerTimestamp!.Value, true, json))], app.Services.Limits.MaxNotifications).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            app.Services.Log.LogFault(exception, "keeping notifications");
        }
        finally
        {
            app.Services.InFlight.End();
        }
    }

    async ValueTask LoadAsync()
    {
        foreach (var clientId in await app.Services.Store.FindNotifiedClientsAsync(app.Id).ConfigureAwait(false))
            _clients.TryAdd(clientId, true);
        _isLoaded = true;
    }
}
