using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Queries.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    // S63, S66, S156
    /// <summary>Changes name or attributes, for all members.</summary>
    /// <exception cref="ArgumentException">Nothing is to change, the name of an attribute is empty or begins with <c>$</c>, or a value nests too deep, is
    /// larger than 1 MiB or holds text that is no Unicode.</exception>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4309: this client is not a member.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task UpdateAsync(ConversationChanges changes, CancellationToken cancellationToken = default)
    {
        if (Guard.NotNull(changes, nameof(changes)) is { Name: null, Attributes.Count: 0 })
            throw new ArgumentException("changes names nothing that is to change.", nameof(changes));
        var columns = JsonObjects.ToElement(ColumnsOf(changes), nameof(changes), JsonObjects.MaxColumnDepth);
        var command = new ConversationFrame { Operation = ConversationOperations.Update, ConversationId = Id, Attributes = columns };
        return _core.Commands.ChangeAsync(
            command,
            answer =>
            {
                _core.NoteOwn(Id, answer);
                Core.Change((ConversationReader.Map(answer.ModifiedAttributes ?? columns), ConversationReader.Time(answer.UpdatedAt)), static (state, said) =>
                    state.Change(said.Item1, said.Item2));
            },
            cancellationToken);
    }

    // S64
    /// <summary>No more push notifications for this conversation, for this client. Messages come as before.</summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task MuteAsync(CancellationToken cancellationToken = default) => MuteAsync(true, cancellationToken);

    // S64
    /// <summary>Push notifications again.</summary>
    /// <inheritdoc cref="MuteAsync(CancellationToken)" path="/exception"/>
    public Task UnmuteAsync(CancellationToken cancellationToken = default) => MuteAsync(false, cancellationToken);

    // protocol.md §4.12
    /// <summary>
    /// Marks messages as read: the unread count goes down on all devices of this client, and senders who asked for receipts get a <see cref="Receipt.Read"/>.
    /// The server does not answer; without a connection the mark is kept and sent with the next login.
    /// </summary>
    /// <param name="message">The last message that was read. Default: the last one that came; where none did, all that the server has.</param>
    /// <exception cref="ArgumentException">The message belongs to another conversation, or was not sent.</exception>
    public Task MarkReadAsync(Message? message = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        if (message is not null)
            Checked(message);
        var last = message ?? LastMessage;
        _core.ReadMarks.Add(last is null ? new ReadMark(Id, null, null) : new ReadMark(Id, last.Id, last.TimestampMilliseconds));
        return Task.CompletedTask;
    }

    Task MuteAsync(bool isMuted, CancellationToken cancellationToken) => _core.Commands.ChangeAsync(
        new ConversationFrame { Operation = isMuted ? ConversationOperations.Mute : ConversationOperations.Unmute, ConversationId = Id },
        answer => Core.Change((isMuted, ConversationReader.Time(answer.UpdatedAt)), static (state, said) => state.Mute(said.isMuted, said.Item2)),
        cancellationToken);

    static JsonObject ColumnsOf(ConversationChanges changes)
    {
        var columns = new JsonObject();
        if (changes.Name is { } name)
            columns["name"] = name;
        foreach (var attribute in changes.Attributes)
            columns["attr." + ColumnPaths.Checked(attribute.Key, nameof(changes))] = ColumnPaths.Checked(attribute.Value, nameof(changes))?.DeepClone()
                ?? new JsonObject { ["__op"] = "Delete" };
        return columns;
    }
}
