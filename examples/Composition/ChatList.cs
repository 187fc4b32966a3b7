using System.Collections.ObjectModel;
using LeanRx;

namespace Composition;

/// <summary>The list at the left of a chat window.</summary>
sealed class ChatList(LeanClient client) : IDisposable
{
    IDisposable? _binding;

    public ObservableCollection<ConversationListItem> Rows { get; } = [];

    public void Open() =>
        _binding = client.WatchConversations().ToListChanges(item => item.Conversation.Id).BindTo(Rows);

    public void Dispose() => _binding?.Dispose();
}
