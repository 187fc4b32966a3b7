using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Queries.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    // S63, S66, S156
    /// <summary>Changes the name or the attributes of the conversation, for all members.</summary>
    /// <exception cref="ArgumentException">There is nothing to change, the name of an attribute is empty or begins with <c>$</c>, or a value is nested too
    /// deep, is larger than 1 MiB or contains invalid Unicode.</exception>
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
    /// <summary>Disables push notifications of this conversation for this client.</summary>
    /// <remarks>Messages are still received.</remarks>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task MuteAsync(CancellationToken cancellationToken = default) => MuteAsync(true, cancellationToken);

    // S64
    /// <summary>Enables push notifications of this conversation for this client.</summary>
    /// <inheritdoc cref="MuteAsync(CancellationToken)" path="/exception"/>
    public Task UnmuteAsync(CancellationToken cancellationToken = default) => MuteAsync(false, cancellationToken);

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
