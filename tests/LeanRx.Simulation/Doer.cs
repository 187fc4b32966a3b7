using System.Text.Json.Nodes;

namespace LeanRx.Simulation;

/// <summary>Does, at random, what one can do with a conversation beside talking in it. Much of it without waiting for what was done before.</summary>
sealed class Doer(Random random, Witness witness, List<Doing> doings)
{
    /// <summary>Who comes and goes; the others are always there.</summary>
    static readonly string[] Guests = ["Spike", "Anna", "Mary"];

    static readonly string[] Keys = ["a", "b", "c.x", "c.y"];

    readonly List<MessageAck> _notes = [];

    public void Do()
    {
        for (var count = random.Next(4) == 0 ? 3 : 1; count > 0; count--)
            DoOne();
    }

    void DoOne()
    {
        var anywhere = witness.Conversations[random.Next(witness.Conversations.Length)];
        var board = witness.Board;
        switch (random.Next(24))
        {
            case < 3:
                Note("rename", anywhere.UpdateAsync(new ConversationChanges { Name = $"{witness.Device} {doings.Count}" }));
                break;
            case < 6:
                Note("change", anywhere
                    .UpdateAsync(new ConversationChanges
                    {
                        Attributes = new JsonObject
                        {
                            [Keys[random.Next(Keys.Length)]] = random.Next(4) == 0 ? null
                    : doings.Count
                        }
                    }));
                break;
            case < 8:
                Note("mute", random.Next(2) == 0 ? anywhere.MuteAsync() : anywhere.UnmuteAsync());
                break;
            case < 10:
                Note("add", board.AddMembersAsync(Some()));
                break;
            case < 12:
                Note("remove", board.RemoveMembersAsync(Some()));
                break;
            case 12 when Guests.Contains(witness.Name):
                Note("come or go", random.Next(2) == 0 ? board.JoinAsync() : board.LeaveAsync());
                break;
            case 13:
                Note("role", board.UpdateMemberRoleAsync(random.Next(2) == 0 ? "Jerry" : Guests[0], random.Next(2) == 0 ? MemberRole.Manager
                    : MemberRole.Member));
                break;
            case 14:
                Note("silence", random.Next(2) == 0 ? board.SilenceMembersAsync(Some()) : board.UnsilenceMembersAsync(Some()));
                break;
            case 15:
                Note("block", random.Next(3) == 0 ? board.BlockMembersAsync(Some()) : board.UnblockMembersAsync(Some()));
                break;
            case 16:
                Note("history", witness.Conversations[0].GetHistoryAsync(new HistoryOptions { Limit = 5 }).ToListAsync().AsTask());
                break;
            case 17:
                Note("query", witness.Client.QueryConversationsAsync(new ConversationQuery
                {
                    WithLastMessage = random.Next(2) == 0,
                    Compact = random.Next(3) == 0
                }));
                break;
            case 18:
                Note("get", witness.Client.GetConversationAsync(anywhere.Id));
                break;
            case 19:
                Note("read", anywhere.MarkReadAsync());
                break;
            case < 22 when _notes.Count > 0:
                var note = _notes[^1];
                Note("edit", random.Next(5) == 0 ? board.RecallAsync(note)
                    : board.EditAsync(note, new TextMessage($"{witness.Device} {doings.Count}") { MentionedClientIds = random.Next(2) == 0 ? [] : ["Jerry"] }));
                break;
            default:
                var sending = board.SendAsync($"{witness.Device} {doings.Count}");
                sending.GetAwaiter().OnCompleted(() =>
                {
                    if (sending.IsCompletedSuccessfully)
                        _notes.Add(sending.Result);
                });
                Note("note", sending);
                break;
        }
    }

    string[] Some() => [Guests[random.Next(Guests.Length)]];

    void Note(string what, Task task)
    {
        // What is refused or came to nothing is no violation: what counts is that it ends, and what everybody shows at last.
        _ = task.Exception;
        doings.Add(new Doing(witness, what, task));
    }
}
