using LeanRx.Common.Internal;
using LeanRx.Sending.Internal;
using LeanRx.Timeline.Internal;

namespace LeanRx;

/// <summary>A live list of a conversation for a user interface, opened by <see cref="Conversation.OpenTimeline"/>.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ConversationTimeline : IDisposable
{
    readonly TimelineWindow _window;

    internal ConversationTimeline(TimelineWindow window) => _window = window;

    /// <summary>The complete list: the current one first, then another whenever something changes.</summary>
    /// <remarks>
    /// Sent messages are in server order; unsent messages follow in the order of the calls. A turn of the scheduler delivers at most one list. Completes with
    /// <see cref="Dispose"/> and when the client is disposed; it never fails.
    /// </remarks>
    public IObservable<IReadOnlyList<TimelineItem>> Items => _window.Items;

    /// <summary>Loads older messages at the top, as many as the timeline was opened with.</summary>
    /// <remarks>
    /// Concurrent calls are combined. It waits for the first messages to be loaded.
    /// </remarks>
    /// <returns>Whether there may be more; false at the beginning of the conversation.</returns>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4312: this client is not a member.</exception>
    /// <exception cref="ObjectDisposedException">The timeline was closed.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<bool> LoadOlderAsync(CancellationToken cancellationToken = default) => _window.LoadOlderAsync().OrCancelled(cancellationToken);

    /// <summary>Sends a failed message again.</summary>
    /// <remarks>The server stores it once, even if it had received it and only the answer was lost.</remarks>
    /// <param name="item">An item of <see cref="Items"/>. While it is being sent again, further calls wait for the first.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <exception cref="InvalidOperationException">The item is not a failed message of this timeline.</exception>
    /// <exception cref="LeanRxException">As for <see cref="Conversation.SendAsync(Message, SendOptions, CancellationToken)"/>.</exception>
    public Task<MessageAck> RetryAsync(TimelineItem item, CancellationToken cancellationToken = default) =>
        _window.RetryAsync(Guard.NotNull(item, nameof(item)).Key, cancellationToken);

    /// <summary>Removes a failed message.</summary>
    /// <remarks>Messages that are being sent or were sent are not removed.</remarks>
    public void Discard(TimelineItem item) => _window.Discard(Guard.NotNull(item, nameof(item)).Key);

    /// <summary>Closes the timeline.</summary>
    /// <remarks>Pending sends continue.</remarks>
    public void Dispose() => _window.Close();
}
