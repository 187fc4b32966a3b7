using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The operations that other nodes can be asked for, by their names.</summary>
internal static class OperationCatalog
{
    static readonly FrozenDictionary<string, Entry> s_entries = new Entry[]
    {
        Of<AddToModerationList, bool>(),
        Of<BlockConversation, bool>(),
        Of<ChangeConversation, ConversationRecord>(),
        Of<CheckHistoryAccess, bool>(),
        Of<CheckMemberOrOccupant, bool>(),
        Of<CountUnread, int?>(),
        Of<CreateConversation, ConversationRecord>(),
        Of<DeleteConversation, bool>(),
        Of<DeleteMessage, bool>(),
        Of<DeliverWill, bool>(),
        Of<DropMessage, bool>(),
        Of<FindConversation, ConversationRecord?>(),
        Of<FindLastRead, long?>(),
        Of<FindMembership, bool?>(),
        Of<FindMessage, StoredMessage?>(),
        Of<FindModerationList, ClientPage>(),
        Of<FindOccupants, IReadOnlyList<string>>(),
        Of<FindOfflineMessages, FoundOfflineMessages>(),
        Of<FindReceiptTimes, IReadOnlyList<StoredMessage>>(),
        Of<FindRoles, IReadOnlyList<MemberInfo>>(),
        Of<FindSubscribers, IReadOnlyList<Subscription>>(),
        Of<FindUnread, FoundUnread>(),
        Of<GiveRole, MemberInfo>(),
        Of<MuteMembers, ConversationRecord>(),
        Of<PatchMessage, StoredMessage>(),
        Of<PlanChange, MemberMoves>(),
        Of<PlanMute, IReadOnlyList<string>>(),
        Of<PlanPatch, MessageUpdating?>(),
        Of<PlanSend, MessageSending>(),
        Of<ReadHistory, IReadOnlyList<StoredMessage>>(),
        Of<RemoveFromModerationList, bool>(),
        Of<RequirePermission, bool>(),
        Of<RewriteMessage, StoredMessage>(),
        Of<SendMessage, StoredMessage>(),
    }.ToFrozenDictionary(static entry => entry.Name, StringComparer.Ordinal);

    public static (string Name, JsonElement Operation) Write<TResult>(IConversationOperation<TResult> operation)
    {
        var entry = s_entries[operation.GetType().Name];
        return (entry.Name, JsonSerializer.SerializeToElement(operation, entry.Type));
    }

    public static TResult ReadResult<TResult>(IConversationOperation<TResult> operation, JsonElement? result) =>
        result is { } value ? value.Deserialize((JsonTypeInfo<TResult>)s_entries[operation.GetType().Name].ResultType)! : default!;

    /// <summary>Does an operation at its place. Null for one that gives nothing.</summary>
    public static ValueTask<JsonElement?> RunAsync(IConversationPlace place, Application app, string name, JsonElement operation) =>
        s_entries[name].RunAsync(place, app, operation);

    static Entry Of<TOperation, TResult>()
        where TOperation : IConversationOperation<TResult> => new Entry<TOperation, TResult>();

    abstract class Entry(string name, JsonTypeInfo type, JsonTypeInfo resultType)
    {
        public string Name => name;

        public JsonTypeInfo Type => type;

        public JsonTypeInfo ResultType => resultType;

        public abstract ValueTask<JsonElement?> RunAsync(IConversationPlace place, Application app, JsonElement operation);
    }

    sealed class Entry<TOperation, TResult>()
        : Entry(typeof(TOperation).Name, ClusterJson.Default.GetTypeInfo(typeof(TOperation))!, ClusterJson.Default.GetTypeInfo(typeof(TResult))!)
        where TOperation : IConversationOperation<TResult>
    {
        public override async ValueTask<JsonElement?> RunAsync(IConversationPlace place, Application app, JsonElement operation)
        {
            var asked = operation.Deserialize((JsonTypeInfo<TOperation>)Type)!;
            var result = await place.RunAsync(app, asked).ConfigureAwait(false);
            return result is null ? null : JsonSerializer.SerializeToElement(result, (JsonTypeInfo<TResult>)ResultType);
        }
    }
}
