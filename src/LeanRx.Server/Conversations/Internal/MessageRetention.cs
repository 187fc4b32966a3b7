using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// Deletes the messages that an application no longer keeps: a few at a time, with a pause between, and one at a time in each conversation, so that nobody
/// waits for more than one deletion.
/// </summary>
internal sealed class MessageRetention(EngineServices services, IEnumerable<Application> applications, IConversationPlaces places) : IDisposable
{
    /// <summary>How often the messages are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Between two steps of one look.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>So many messages, or conversations, are looked at in one step.</summary>
    public const int Batch = 100;

    readonly SerialDisposable _timer = new();
    readonly Lock _lock = new();
    IAsyncEnumerator<int>? _steps;
    bool _isDisposed;

    /// <summary>Looks for the first time after an interval.</summary>
    public void Begin()
    {
        if (applications.Any(IsBounded))
            Schedule(Interval);
    }

    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _timer.Dispose();
    }

    static bool IsBounded(Application app) => app.Options.MaxMessageAge is not null || app.Options.MaxMessagesPerConversation is not null;

    void Schedule(TimeSpan delay) => _timer.Disposable = services.Clock.Scheduler.Schedule(delay, () =>
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            services.InFlight.Begin();
        }
        _ = StepAsync();
    });

    async Task StepAsync()
    {
        var isOver = true;
        try
        {
            _steps ??= LookAsync().GetAsyncEnumerator();
            isOver = !await _steps.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "deleting messages that are no longer kept");
        }
        finally
        {
            if (isOver)
                _steps = null;
            services.InFlight.End();
        }

        Schedule(isOver ? Interval : Pause);
    }

    /// <summary>One look at everything, in steps.</summary>
    async IAsyncEnumerable<int> LookAsync()
    {
        foreach (var app in applications)
        {
            if (!await services.Ownership.LeadsAsync(app.Id).ConfigureAwait(false))
                continue;
            if (app.Options.MaxMessageAge is { } age)
            {
                await foreach (var step in DropOldAsync(app, services.Clock.Now - (long)age.TotalMilliseconds).ConfigureAwait(false))
                    yield return step;
            }

            if (app.Options.MaxMessagesPerConversation is { } most)
            {
                await foreach (var step in DropSurplusAsync(app, most).ConfigureAwait(false))
                    yield return step;
            }
        }
    }

    async IAsyncEnumerable<int> DropOldAsync(Application app, long before)
    {
        var query = new MessageQuery { ApplicationId = app.Id, Forward = true, End = new HistoryBound(before, null, false), Limit = Batch };
        while (await services.Store.Messages.ReadAllAsync(query).ConfigureAwait(false) is { Count: > 0 } page)
        {
            await DropAsync(app, page).ConfigureAwait(false);
            yield return page.Count;
        }
    }

    async IAsyncEnumerable<int> DropSurplusAsync(Application app, int most)
    {
        string? after = null;
        while (await services.Store.Conversations.ScanAsync(app.Id, after, Batch).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var conversation in page)
            {
                await foreach (var step in DropSurplusAsync(app, conversation.Id, most).ConfigureAwait(false))
                    yield return step;
            }

            after = page[^1].Id;
            yield return 0;
        }
    }

    async IAsyncEnumerable<int> DropSurplusAsync(Application app, string conversationId, int most)
    {
        if (await services.Store.Messages.FindFromEndAsync(app.Id, conversationId, most).ConfigureAwait(false) is not { } newest)
            yield break;
        var query = new HistoryQuery
        {
            ApplicationId = app.Id,
            ConversationId = conversationId,
            Forward = true,
            End = new HistoryBound(newest.Timestamp, newest.Id, true),
            Limit = Batch,
        };
        while (await services.Store.Messages.ReadHistoryAsync(query).ConfigureAwait(false) is { Count: > 0 } page)
        {
            await DropAsync(app, page).ConfigureAwait(false);
            yield return page.Count;
        }
    }

    async Task DropAsync(Application app, IReadOnlyList<StoredMessage> messages)
    {
        foreach (var message in messages)
        {
            if (Volatile.Read(ref _isDisposed))
                return;
            await places.Of(app, message.ConversationId).RunAsync(app, new DropMessage(message)).ConfigureAwait(false);
        }
    }
}
