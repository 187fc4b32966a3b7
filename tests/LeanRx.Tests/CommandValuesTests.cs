using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Tests;

/// <summary>Each command with each value that cannot be sent: it ends at once by an error that names the argument, or is mended to what can be read.</summary>
public class CommandValuesTests
{
    sealed record Value(string Text, JsonNode Node);

    static readonly Dictionary<string, Value> Values = new()
    {
        ["too deep"] = new("x", Nested(66)),
        ["too large"] = new(new string('x', 1_100_000), JsonValue.Create(new string('x', 1_100_000))),
        ["half a character"] = new("x\ud83d", JsonValue.Create("x\ud83d")),
    };

    /// <summary>Ways to hand in a value, by the command's name. An asterisk marks those that take JSON.</summary>
    static readonly Dictionary<string, Func<LeanClient, Conversation, Value, Task>[]> Commands = new()
    {
        ["SendAsync"] =
        [
            (_, room, value) => room.SendAsync(value.Text),
            (_, room, value) => room.SendAsync(value.Text, new SendOptions { RequestReceipt = true }),
            (_, room, value) => room.SendAsync(new StringMessage(value.Text)),
            (_, room, value) => room.SendAsync(new TextMessage("hi") { MentionedClientIds = [value.Text] }),
            (_, room, value) => room.SendAsync(new ImageMessage(new Uri("https://x.example/")) { Metadata = new FileMetadata { Name = value.Text,
                Format = value.Text } }),
            (_, room, value) => room.SendAsync(new LocationMessage(1, 2) { Text = value.Text }),
        ],
        ["SendAsync*"] =
        [
            (_, room, value) => room.SendAsync(new JsonMessage(Object(value))),
            (_, room, value) => room.SendAsync(new TextMessage("hi") { Attributes = Object(value) }),
            (_, room, value) => room.SendAsync(new FileMessage(new Uri("https://x.example/")) { Attributes = Object(value) }),
            (_, room, value) => room.SendAsync(new TextMessage("hi"), new SendOptions { PushData = Object(value) }),
            (_, room, value) => room.SendAsync(new JsonMessage(Object(value)), new SendOptions { IsTransient = true }),
        ],
        ["EditAsync"] =
        [
            (_, room, value) => room.EditAsync(new(value.Text == "x" ? "m" : value.Text, DateTimeOffset.UnixEpoch), new TextMessage("hi")),
            (_, room, value) => room.EditAsync(new("m", DateTimeOffset.UnixEpoch), new TextMessage(value.Text)),
            (_, room, value) => room.EditAsync(new("m", DateTimeOffset.UnixEpoch), new TextMessage("hi") { MentionedClientIds = [value.Text] }),
        ],
        ["EditAsync*"] =
        [
            (_, room, value) => room.EditAsync(new("m", DateTimeOffset.UnixEpoch), new TextMessage("hi") { Attributes = Object(value) }),
            (_, room, value) => room.EditAsync(new("m", DateTimeOffset.UnixEpoch), new JsonMessage(Object(value))),
        ],
        ["RecallAsync"] = [(_, room, value) => room.RecallAsync(new(value.Text, DateTimeOffset.UnixEpoch))],
        ["UpdateAsync"] = [(_, room, value) => room.UpdateAsync(new() { Name = value.Text }), (_, room, value) =>
            room.UpdateAsync(new() { Attributes = new() { [value.Text] = 1 } })],
        ["UpdateAsync*"] = [(_, room, value) => room.UpdateAsync(new() { Attributes = Object(value) })],
        ["CreateConversationAsync"] =
        [
            (client, _, value) => client.CreateConversationAsync([value.Text]),
            (client, _, value) => client.CreateConversationAsync(["jerry"], new() { Name = value.Text }),
            (client, _, value) => client.CreateConversationAsync(["jerry"], new() { Attributes = new() { [value.Text] = 1 } }),
        ],
        ["CreateConversationAsync*"] = [(client, _, value) => client.CreateConversationAsync(["jerry"], new() { Attributes = Object(value) })],
        ["CreateChatRoomAsync"] = [(client, _, value) => client.CreateChatRoomAsync(new() { Name = value.Text })],
        ["CreateChatRoomAsync*"] = [(client, _, value) => client.CreateChatRoomAsync(new() { Attributes = Object(value) })],
        ["QueryConversationsAsync"] = [.. Queries((client, query) => client.QueryConversationsAsync(query))],
        ["QueryConversationsAsync*"] =
            [(client, _, value) => client.QueryConversationsAsync(value.Text == "x" ? new ConversationQuery().Where(Deep) : Named(value))],
        ["CountConversationsAsync"] = [.. Queries((client, query) => client.CountConversationsAsync(query))],
        ["CountConversationsAsync*"] =
            [(client, _, value) => client.CountConversationsAsync(value.Text == "x" ? new ConversationQuery().Where(Deep) : Named(value))],
        ["GetConversationAsync"] = [(client, _, value) => client.GetConversationAsync(value.Text)],
        ["CheckMembershipsAsync"] = [(client, _, value) => client.CheckMembershipsAsync([value.Text])],
        ["GetBlockedConversationsAsync"] = [(client, _, value) => client.GetBlockedConversationsAsync(next: value.Text)],
        ["GetBlockedMembersAsync"] = [(_, room, value) => room.GetBlockedMembersAsync(next: value.Text)],
        ["GetSilencedMembersAsync"] = [(_, room, value) => room.GetSilencedMembersAsync(next: value.Text)],
        ["IsOnlineAsync"] = [(client, _, value) => client.IsOnlineAsync(value.Text)],
        ["GetOnlineAsync"] = [(client, _, value) => client.GetOnlineAsync([value.Text])],
        ["AddMemberAsync"] = [(_, room, value) => room.AddMemberAsync(value.Text)],
        ["AddMembersAsync"] = [(_, room, value) => room.AddMembersAsync([value.Text])],
        ["RemoveMemberAsync"] = [(_, room, value) => room.RemoveMemberAsync(value.Text)],
        ["RemoveMembersAsync"] = [(_, room, value) => room.RemoveMembersAsync([value.Text])],
        ["BlockMembersAsync"] = [(_, room, value) => room.BlockMembersAsync([value.Text])],
        ["UnblockMembersAsync"] = [(_, room, value) => room.UnblockMembersAsync([value.Text])],
        ["CheckBlockedAsync"] = [(_, room, value) => room.CheckBlockedAsync([value.Text])],
        ["SilenceMembersAsync"] = [(_, room, value) => room.SilenceMembersAsync([value.Text])],
        ["UnsilenceMembersAsync"] = [(_, room, value) => room.UnsilenceMembersAsync([value.Text])],
        ["CheckSilencedAsync"] = [(_, room, value) => room.CheckSilencedAsync([value.Text])],
        ["UpdateMemberRoleAsync"] = [(_, room, value) => room.UpdateMemberRoleAsync(value.Text, MemberRole.Manager)],
    };

    public static TheoryData<string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var command in Commands.Keys)
                foreach (var value in Values.Keys.Where(value => value != "too deep" || command.EndsWith('*')))
                    table.Add(command, value);
            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_value_that_cannot_be_sent_costs_its_caller_an_error_at_once_or_is_mended(string command, string value)
    {
        foreach (var call in Commands[command])
        {
            var world = new ClientWorld();
            var error = await FailureAsync(() => call(world.Client, world.Conversation(), Values[value]));
            if (error is not null)
            {
                Assert.NotEqual("", Assert.IsType<ArgumentException>(error, exactMatch: false).ParamName ?? "");
                Assert.InRange(error.Message.Length, 1, 400);
                Assert.Empty(world.Session.Commands);
            }
            else
            {
                Assert.Equal("half a character", value);
                Read(Assert.Single(world.Session.Commands).Frame);
            }
        }
    }

    [Fact]
    public void The_table_names_each_command_that_takes_a_value()
    {
        var named = from type in new[] { typeof(LeanClient), typeof(Conversation) }
                    from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    where typeof(Task).IsAssignableFrom(method.ReturnType)
                    // Files go by HTTP, a read mark has what came with a message.
                        && method.Name is not ("UploadAsync" or "UploadFileAsync" or "MarkReadAsync")
                    where method.GetParameters()
                        .Any(parameter => parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(int))
                    select method.Name;
        Assert.Equal(named.Distinct().Order(), Commands.Keys.Select(command => command.TrimEnd('*')).Distinct().Order());
    }

    static IEnumerable<Func<LeanClient, Conversation, Value, Task>> Queries(Func<LeanClient, ConversationQuery, Task> ask) =>
    [
        (client, _, value) => ask(client, Named(value)),
        (client, _, value) => ask(client, new ConversationQuery().Where(c => c.Members.Contains(value.Text))),
        (client, _, value) => ask(client, new ConversationQuery().Where(c => c.Attribute("a").StartsWith(value.Text))),
        (client, _, value) => ask(client, new ConversationQuery().Where(c => c.Attribute(value.Text) == 1)),
        (client, _, value) => ask(client, new ConversationQuery().OrderBy(c => c.Attribute(value.Text))),
    ];

    static ConversationQuery Named(Value value) => new ConversationQuery().Where(c => c.Name == value.Text);

    /// <summary>Each <c>or</c> of an <c>and</c> nests two levels deeper.</summary>
    static Condition Deep(ConversationColumns columns)
    {
        var condition = columns.Name == "x";
        for (var level = 0; level < 33; level++)
            condition = (columns.Name == "y" & condition) | columns.Name == "z";
        return condition;
    }

    static async Task<Exception?> FailureAsync(Func<Task> call)
    {
        Task task;
        try
        {
            task = call();
        }
        catch (Exception exception)
        {
            return exception;
        }
        if (!task.IsCompleted)
            return null;
        return await Record.ExceptionAsync(() => task);
    }

    static void Read(Frame frame)
    {
        var payload = new ArrayBufferWriter<byte>();
        new JsonFrameCodec().Encode(frame, payload);
        _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(payload.WrittenSpan);
        Read(JsonDocument.Parse(payload.WrittenMemory).RootElement);
    }

    static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Read(item);
                break;
            case JsonValueKind.String when element.GetString() is ['{', ..] body: // A message's body or its push data.
                Read(JsonDocument.Parse(body).RootElement);
                break;
            case JsonValueKind.String:
                Assert.DoesNotContain('\ud83d', element.GetString()!);
                break;
        }
    }

    static JsonObject Object(Value value) => new() { ["a"] = value.Node.DeepClone() };

    static JsonNode Nested(int depth) => JsonNode.Parse(new string('[', depth) + new string(']', depth), null, new JsonDocumentOptions { MaxDepth = 100 })!;
}
