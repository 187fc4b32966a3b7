using System.Text.Json.Serialization;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>What nodes say to each other, as JSON: items, operations and their results.</summary>
[JsonSourceGenerationOptions(
    IncludeFields = true, // Those of tuples.
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(MemberListConverter), typeof(IdsConverter), typeof(ColumnsConverter), typeof(ExtensionsConverter),
        typeof(ElementConverter)])]
[JsonSerializable(typeof(ClusterItem))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ConversationRecord))]
[JsonSerializable(typeof(StoredMessage))]
[JsonSerializable(typeof(IReadOnlyList<StoredMessage>))]
[JsonSerializable(typeof(IReadOnlyList<MemberInfo>))]
[JsonSerializable(typeof(IReadOnlyList<Subscription>))]
[JsonSerializable(typeof(MemberInfo))]
[JsonSerializable(typeof(MemberMoves))]
[JsonSerializable(typeof(ClientPage))]
[JsonSerializable(typeof(MessageSending))]
[JsonSerializable(typeof(MessageUpdating))]
[JsonSerializable(typeof(FoundUnread))]
[JsonSerializable(typeof(FoundOfflineMessages))]
[JsonSerializable(typeof(AddToModerationList))]
[JsonSerializable(typeof(BlockConversation))]
[JsonSerializable(typeof(ChangeConversation))]
[JsonSerializable(typeof(CheckHistoryAccess))]
[JsonSerializable(typeof(CheckMemberOrOccupant))]
[JsonSerializable(typeof(CountUnread))]
[JsonSerializable(typeof(CreateConversation))]
[JsonSerializable(typeof(DeleteConversation))]
[JsonSerializable(typeof(DeleteMessage))]
[JsonSerializable(typeof(DeliverWill))]
[JsonSerializable(typeof(DropMessage))]
[JsonSerializable(typeof(FindConversation))]
[JsonSerializable(typeof(FindLastRead))]
[JsonSerializable(typeof(FindMembership))]
[JsonSerializable(typeof(FindMessage))]
[JsonSerializable(typeof(FindModerationList))]
[JsonSerializable(typeof(FindOccupants))]
[JsonSerializable(typeof(FindOfflineMessages))]
[JsonSerializable(typeof(FindReceiptTimes))]
[JsonSerializable(typeof(FindRoles))]
[JsonSerializable(typeof(FindSubscribers))]
[JsonSerializable(typeof(FindUnread))]
[JsonSerializable(typeof(GiveRole))]
[JsonSerializable(typeof(MuteMembers))]
[JsonSerializable(typeof(PatchMessage))]
[JsonSerializable(typeof(PlanChange))]
[JsonSerializable(typeof(PlanMute))]
[JsonSerializable(typeof(PlanPatch))]
[JsonSerializable(typeof(PlanSend))]
[JsonSerializable(typeof(ReadHistory))]
[JsonSerializable(typeof(RemoveFromModerationList))]
[JsonSerializable(typeof(RequirePermission))]
[JsonSerializable(typeof(RewriteMessage))]
[JsonSerializable(typeof(SendMessage))]
internal sealed partial class ClusterJson : JsonSerializerContext;
