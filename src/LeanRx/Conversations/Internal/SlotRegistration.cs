using LeanRx.Common.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>What the registry keeps about one conversation id. Changed under the registry's lock.</summary>
internal struct SlotRegistration
{
    /// <summary>The conversation's object, as long as anybody holds it.</summary>
    public WeakReference<ConversationCore>? Handle;

    /// <summary>The conversation while somebody observes it: observers keep it alive.</summary>
    public ConversationCore? Observed;

    public int Observers;

    /// <summary>The ids of the messages that came last.</summary>
    public IdWindow? Window;

    /// <summary>Its neighbours among those that have a <see cref="Window"/>.</summary>
    public ConversationSlot? MoreRecent;

    public ConversationSlot? LessRecent;

    /// <summary>The last message that came.</summary>
    public Position Last;
}
