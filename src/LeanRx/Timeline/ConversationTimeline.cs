using LeanRx.Common.Internal;
using LeanRx.Sending.Internal;
using LeanRx.Timeline.Internal;

namespace LeanRx;

/// <summary>A window on a conversation, as <see cref="Conversation.OpenTimeline"/> opens it. Safe to use from any thread.</summary>
public sealed class ConversationTimeline : IDisposable
{
    readonly TimelineWindow _window;

    internal ConversationTimeline(TimelineWindow window) => _window = window;

    /// <summary>What the window shows, always complete: the current list first, then one whenever something has changed.</summary>
    /// <remarks>
    /// What the server has stands in its order, what is not sent yet behind it in the order of the calls. However much comes at once, a turn of the scheduler
    /// tells one list. Ends with <see cref="Dispose"/> and when the client is disposed, never in an error.
    /// </remarks>
    public IObservable<IReadOnlyList<TimelineItem>> Items => _window.Items;

    /// <summary>Adds older messages at the top: as many as the timeline was opened with.</summary>
    /// <remarks>Calls at the same time are one. Before the first messages are there it waits for them.</remarks>
    /// <returns>Whether there may be more; false at the beginning of the conversation.</returns>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4312: this client is not a member.</exception>
    /// <exception cref="ObjectDisposedException">The timeline was closed.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<bool> LoadOlderAsync(CancellationToken cancellationToken = default) => _window.LoadOlderAsync().OrCancelled(cancellationToken);

    /// <summary>Sends a message again that failed. It is stored once, also where the server had it and only its answer was lost.</summary>
    /// <param name="item">The item, as <see cref="Items"/> told it. While it is being sent again a second call waits for the first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">The item is no failed message of this timeline.</exception>
    /// <exception cref="LeanRxException">As for <see cref="Conversation.SendAsync(Message, SendOptions, CancellationToken)"/>.</exception>
    public Task<MessageAck> RetryAsync(TimelineItem item, CancellationToken cancellationToken = default) =>
        _window.RetryAsync(Guard.NotNull(item, nameof(item)).Key, cancellationToken);

    /// <summary>Takes a message out that failed. One that is being sent, or was sent, stays.</summary>
    public void Discard(TimelineItem item) => _window.Discard(Guard.NotNull(item, nameof(item)).Key);

    /// <summary>Closes the window. What is being sent goes on.</summary>
    public void Dispose() => _window.Close();
}
