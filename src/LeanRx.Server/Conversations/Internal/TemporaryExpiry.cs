using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// Deletes temporary conversations when their time is over: those that the engine makes, and those that it finds in its store when it begins.
/// </summary>
internal sealed class TemporaryExpiry(EngineServices services) : IDisposable
{
    static readonly ConversationFilter s_temporary = ConversationFilter.Parse(JsonElements.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean(KnownColumns.IsTemporary, true);
        writer.WriteEndObject();
    }));

    readonly HashSet<IDisposable> _timers = [];
    IConversationPlaces? _places;
    bool _isDisposed;

    /// <summary>Looks into the store, soon. Should that fail, what is in there goes when somebody next asks for it.</summary>
    /// <param name="places">Where conversations are deleted.</param>
    public void Begin(IEnumerable<Application> applications, IConversationPlaces places)
    {
        _places = places;
        Schedule(TimeSpan.Zero, async () =>
        {
            foreach (var app in applications)
                if (await services.Ownership.LeadsAsync(app.Id).ConfigureAwait(false))
                    await FindAsync(app).ConfigureAwait(false);
        });
    }

    public void Watch(Application app, string conversationId, long end) =>
        Schedule(TimeSpan.FromMilliseconds(Math.Max(0, end - services.Clock.Now)), () => DeleteAsync(app, conversationId));

    /// <summary>Ends the waiting; what was not deleted yet is found at the next beginning.</summary>
    public void Dispose()
    {
        List<IDisposable> timers;
        lock (_timers)
        {
            _isDisposed = true;
            timers = [.. _timers];
        }
        timers.ForEach(timer => timer.Dispose());
    }

    void Schedule(TimeSpan delay, Func<Task> work)
    {
        var timer = new SingleAssignmentDisposable();
        lock (_timers)
        {
            if (_isDisposed)
                return;
            _timers.Add(timer);
        }
        timer.Disposable = services.Clock.Scheduler.Schedule(delay, () =>
        {
            lock (_timers)
            {
                _timers.Remove(timer);
                if (_isDisposed)
                    return;
                services.InFlight.Begin();
            }
            _ = RunAsync(work);
        });
    }

    async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "deleting temporary conversations");
        }
        finally
        {
            services.InFlight.End();
        }
    }

    /// <summary>One after the other, so that many that ended while no engine ran leave room for everything else.</summary>
    async Task FindAsync(Application app)
    {
        foreach (var (id, end) in await EndsAsync(app).ConfigureAwait(false))
            if (end > services.Clock.Now)
                Watch(app, id, end);
            else if (!Volatile.Read(ref _isDisposed))
                await DeleteAsync(app, id).ConfigureAwait(false);
    }

    async Task<List<(string Id, long End)>> EndsAsync(Application app)
    {
        var query = new ConversationStoreQuery { ApplicationId = app.Id, Filter = s_temporary, Limit = int.MaxValue };
        var found = await services.Store.Conversations.QueryAsync(query).ConfigureAwait(false);
        return [.. found.Where(record => record.ExpiresAt is not null).Select(record => (record.Id, record.ExpiresAt!.Value))];
    }

    async Task DeleteAsync(Application app, string conversationId)
    {
        // Looking it up deletes it, unless somebody has set the calendar back meanwhile.
        if (await _places!.Of(app, conversationId).RunAsync(app, new FindConversation(conversationId)).ConfigureAwait(false) is { ExpiresAt: { } end })
            Watch(app, conversationId, end);
    }
}
