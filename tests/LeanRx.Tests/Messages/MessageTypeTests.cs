using System.Reactive.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LeanRx.Tests.Support;

namespace LeanRx.Tests.Messages;

/// <summary>Message types of an application's own (S43).</summary>
public class MessageTypeTests
{
    static readonly MessageTypeRegistry Types = MessageTypeRegistry.Empty.With(7, OwnJson.Default.EmojiMessage).With(8, OwnJson.Default.ScoreMessage);

    static Message Read(string body) => Types.Reader(encodesHtml: false).Read(body);

    static string Write(Message message) => Types.Writer.Write(message, nameof(message));

    [Fact]
    public void A_type_of_ones_own_travels_with_its_members_beside_those_of_all()
    {
        const string body = """{"_lctype":7,"_lctext":"早","_lcattrs":{"mood":"good"},"Emoji":"😀","Size":3,"Tags":["a","b"]}""";
        var emoji = new EmojiMessage("😀") { Size = 3, Tags = ["a", "b"], Text = "早", Attributes = new JsonObject { ["mood"] = "good" } };

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(Write(emoji))));
        var read = Assert.IsType<EmojiMessage>(Read(body));
        Assert.Equal(("😀", 3, "早", "good"), (read.Emoji, read.Size, read.Text, (string?)read.Attributes!["mood"]));
        Assert.Equal(["a", "b"], read.Tags);
    }

    [Fact]
    public void What_the_server_adds_to_a_message_is_no_part_of_its_body() =>
        Assert.Equal("""{"_lctype":8,"score":99}""",
            Write(new ScoreMessage
            {
                Score = 99,
                Id = "m1",
                From = "Tom",
                ConversationId = "c",
                MentionedClientIds = ["Jerry"],
                MentionsEveryone = true,
                IsTransient = true,
                Timestamp = DateTimeOffset.UnixEpoch.AddDays(1),
                ReadAt = DateTimeOffset.UnixEpoch
            }));

    [Fact]
    public void A_type_made_by_hand_needs_no_source_generator()
    {
        var json = JsonMetadataServices.CreateObjectInfo(new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() },
            new JsonObjectInfoValues<EmojiMessage>
            {
                ObjectCreator = () => new EmojiMessage("") { Size = 42 },
                PropertyMetadataInitializer = static _ => [],
            });
        var types = MessageTypeRegistry.Empty.With(1, json);
        Assert.Equal(42, Assert.IsType<EmojiMessage>(types.Reader(false).Read("""{"_lctype":1}""")).Size);
        Assert.Equal("""{"_lctype":1,"_lctext":"hi"}""", types.Writer.Write(new EmojiMessage("") { Text = "hi" }, "message"));
    }

    [Theory]
    [InlineData("""{"_lctype":9,"score":99}""", 9)]
    [InlineData("""{"_lctype":8,"score":"many"}""", 8)]
    [InlineData("""{"_lctype":8,"score":-1}""", 8)]
    [InlineData("""{"_lctype":7,"Emoji":[]}""", 7)]
    public void A_type_that_is_not_registered_or_a_body_that_does_not_fit_arrives_as_unknown_with_all_that_came(string body, int typeCode)
    {
        var unknown = Assert.IsType<UnknownMessage>(Read(body));
        Assert.Equal((typeCode, body), (unknown.TypeCode, unknown.Body));
    }

    [Fact]
    public void The_types_that_everybody_knows_stay_what_they_are() =>
        Assert.Equal("hi", Assert.IsType<TextMessage>(Read("""{"_lctype":-1,"_lctext":"hi"}""")).Text);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void The_numbers_of_the_system_are_refused(int typeCode)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>("typeCode", () => MessageTypeRegistry.Empty.With(typeCode, OwnJson.Default.EmojiMessage));
        Assert.StartsWith("typeCode must be positive: 0 and the negative numbers are the system's.", error.Message);
    }

    [Fact]
    public void A_number_and_a_type_are_registered_once()
    {
        Assert.StartsWith("typeCode 7 belongs to EmojiMessage already.",
            Assert.Throws<ArgumentException>("typeCode", () => MessageTypeRegistry.Empty.With(7, OwnJson.Default.EmojiMessage)
            .With(7, OwnJson.Default.ScoreMessage)).Message);
        Assert.StartsWith("EmojiMessage has the number 7 already.",
            Assert.Throws<ArgumentException>("json", () => Types.With(10, OwnJson.Default.EmojiMessage)).Message);
        Assert.StartsWith("TextMessage has the number -1 already.",
            Assert.Throws<ArgumentException>("json", () => Types.With(10, OwnJson.Default.TextMessage)).Message);
    }

    [Fact]
    public void A_registry_never_changes()
    {
        var types = MessageTypeRegistry.Empty.With(7, OwnJson.Default.EmojiMessage);
        types.With(8, OwnJson.Default.ScoreMessage);
        Assert.IsType<UnknownMessage>(types.Reader(false).Read("""{"_lctype":8,"score":1}"""));
    }

    [Fact]
    public void A_type_that_was_not_registered_cannot_be_sent()
    {
        var error = Assert.Throws<ArgumentException>("message", () => MessageTypeRegistry.Empty.Writer.Write(new ScoreMessage(), "message"));
        Assert.StartsWith("A ScoreMessage cannot be sent: register it in LeanClientOptions.MessageTypes.", error.Message);
    }

    [Fact]
    public void A_client_receives_its_own_types_and_filters_them_like_any_other()
    {
        var world = new ClientWorld(options => options with { MessageTypes = Types });
        var scores = ClientWorld.Record(world.Client.Messages.OfType<ScoreMessage>());
        world.Core.OnPush(ClientWorld.Direct("m1") with { Body = """{"_lctype":8,"score":99}""" });
        world.Core.OnPush(ClientWorld.Direct("m2"));
        world.Settle();
        Assert.Equal(("m1", 99, "jerry"), (Assert.Single(scores).Id, scores[0].Score, scores[0].From));

        _ = world.Conversation().SendAsync(new ScoreMessage { Score = 5 });
        Assert.Equal("""{"_lctype":8,"score":5}""", Assert.Single(world.Commands<DirectFrame>()).Body);
    }
}
