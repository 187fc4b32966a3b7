using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using LeanRx.Tests.Support;

namespace LeanRx.Tests.Messages;

/// <summary>Encoding for HTML (S94, S95), without the holes of the original (D11).</summary>
public partial class HtmlEncodingTests
{
    const string Attack = "<img src=x onerror=alert('1')> & \"more\"";
    const string Harmless = "&lt;img src=x onerror=alert(&#39;1&#39;)&gt; &amp; &quot;more&quot;";

    static readonly string Inner = $$$"""{"h":{{{Json(Attack)}}}}""";

    static readonly MessageTypeRegistry Types = MessageTypeRegistry.Empty.With(7, OwnJson.Default.EmojiMessage);

    static T Read<T>(string body) where T : Message => Assert.IsType<T>(Types.Reader(encodesHtml: true).Read(body));

    static string Json(string text) => JsonValue.Create(text)!.ToJsonString();

    [Fact]
    public void Every_string_of_every_kind_of_message_is_encoded()
    {
        Assert.Equal(Harmless, Read<StringMessage>(Attack).Content);
        Assert.Equal(Harmless, Read<TextMessage>($$$"""{"_lctype":-1,"_lctext":{{{Json(Attack)}}}}""").Text);
        Assert.Equal(Harmless, (string?)Read<TextMessage>($$$"""{"_lctype":-1,"_lcattrs":{"a":[{{{Inner}}}]}}""").Attributes!["a"]![0]!["h"]);
        Assert.Equal(Harmless, (string?)Read<TextMessage>($$$"""{"_lctype":-1,"_lcattrs":{{{Json(Inner)}}}}""").Attributes!["h"]);
        Assert.Equal(Harmless, Read<ImageMessage>($$$"""{"_lctype":-2,"_lcfile":{"metaData":{"name":{{{Json(Attack)}}} } } }""").Metadata!.Name);
        Assert.Equal(Harmless, Read<FileMessage>($$$"""{"_lctype":-6,"_lcfile":{"name":{{{Json(Attack)}}} } }""").Metadata!.Name);
        Assert.Equal(Harmless, Read<ImageMessage>($$$"""{"_lctype":-2,"_lcfile":{"objId":{{{Json(Attack)}}} } }""").ObjectId);
        Assert.Equal(Harmless, (string?)Read<JsonMessage>($$$"""{"html":{{{Json(Attack)}}}}""").Content["html"]);
        Assert.Equal(Harmless, Read<EmojiMessage>($$$"""{"_lctype":7,"Emoji":{{{Json(Attack)}}}}""").Emoji);
        Assert.Equal(Harmless, (string?)JsonNode.Parse(Read<UnknownMessage>($$$"""{"_lctype":99,"html":{{{Json(Attack)}}}}""").Body)!["html"]);
        Assert.Equal("https://e.example/?a=1&amp;b=2",
            Read<ImageMessage>("""{"_lctype":-2,"_lcfile":{"url":"https://e.example/?a=1&b=2"}}""").Url!.OriginalString);
    }

    [Fact]
    public void The_text_of_an_unknown_body_holds_no_markup_in_names_either()
    {
        var body = Read<UnknownMessage>("""{"_lctype":99,"<b>":"<b>"}""").Body;
        Assert.DoesNotContain("<", body, StringComparison.Ordinal);
        Assert.Equal("&lt;b&gt;", (string?)JsonNode.Parse(body)!["<b>"]);
    }

    [Theory]
    [InlineData("{\"broken\":\"<b>\"")]
    [InlineData("[\"<b>\"]")]
    public void What_is_no_JSON_object_is_one_string(string body)
    {
        var text = Read<StringMessage>(body).Content;
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Equal(body, WebUtility.HtmlDecode(text));
    }

    [Fact]
    public void Numbers_keep_all_their_digits() =>
        Assert.Equal("""{"a":12345678901234567890.10,"b":[true,null,-0]}""",
            Read<JsonMessage>("""{"a":12345678901234567890.10,"b":[true,null,-0]}""").Content.ToJsonString());

    [Fact]
    public void It_is_off_unless_asked_for()
    {
        var world = new ClientWorld();
        var heard = ClientWorld.Record(world.Client.Messages);
        world.Core.OnPush(ClientWorld.Direct("m1") with { Body = Attack });
        world.Settle();
        Assert.Equal(Attack, Assert.IsType<StringMessage>(Assert.Single(heard)).Content);
    }

    [Fact]
    public void Client_ids_are_never_encoded_and_what_is_sent_is_left_as_it_is()
    {
        var world = new ClientWorld(options => options with { HtmlEncodeMessages = true });
        var heard = ClientWorld.Record(world.Client.Messages);
        world.Core.OnPush(ClientWorld.Direct("m1", from: "<Jerry>") with { Body = Attack, MentionedClientIds = ["<Tom>"] });
        world.Core.OnPush(ClientWorld.Direct("m2") with { Body = Attack, IsBinary = true });
        world.Settle();
        Assert.Equal(("<Jerry>", "<Tom>"), (heard[0].From, Assert.Single(heard[0].MentionedClientIds)));
        Assert.All(heard, message => Assert.Equal(Harmless, Assert.IsType<StringMessage>(message).Content));

        _ = world.Conversation().SendAsync(Attack);
        Assert.Contains("<img", Assert.Single(world.Commands<DirectFrame>()).Body, StringComparison.Ordinal);
    }

    static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Int[0, 11].Select(index => "<>&\"';#a \\\n耗"[index]), 0, 12],
        Gen.OneOf(((string[])["&lt;", "&amp;lt;", "&#39;", "&", "&copy;", "<script>", "{\"a\":\"<b>\"}", "😀<"]).Select(Gen.Const).ToArray()));

    static readonly Gen<JsonNode?> Nodes = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? Texts.Select(text => (JsonNode?)JsonValue.Create(text))
        : Gen.OneOf(
            Texts.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
            inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Objects(inner)));

    static Gen<JsonNode?> Objects(Gen<JsonNode?> inner) => inner.Array[0, 3].Select(items =>
        (JsonNode?)new JsonObject(items.Select((item, index) => KeyValuePair.Create($"m{index}", item?.DeepClone()))));

    static readonly Gen<string> Bodies = Gen.Select(Texts, Texts, Objects(Nodes), Gen.Int[-7, 9]).Select((text, other, nodes, type) =>
    {
        var body = (JsonObject)nodes!.DeepClone();
        if (type == 9)
            return text;
        if (type is 0 or 8)
            return body.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        body["_lctype"] = type;
        body["_lctext"] = text;
        body["_lcattrs"] = nodes.DeepClone();
        body["_lcfile"] = new JsonObject
        {
            ["url"] = "https://e.example/?q=" + Uri.EscapeDataString(text) + "&r=1",
            ["objId"] = other,
            ["metaData"] = new JsonObject { ["name"] = text, ["format"] = other }
        };
        body["_lcloc"] = new JsonObject { ["latitude"] = 1, ["longitude"] = 2 };
        body["Emoji"] = other;
        body["Tags"] = new JsonArray(text, other);
        return body.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    });

    [Fact]
    [Trait("Speed", "slow")]
    public void No_leaf_escapes_and_decoding_gives_every_one_back() => Bodies.Sample(body =>
    {
        var plain = Types.Reader(encodesHtml: false).Read(body);
        var encoded = Types.Reader(encodesHtml: true).Read(body);
        var leaves = Leaves(encoded).ToList();
        return plain.GetType() == encoded.GetType()
            && leaves.TrueForAll(leaf => !Markup().IsMatch(leaf))
            && leaves.Select(WebUtility.HtmlDecode).SequenceEqual(Leaves(plain));
    }, iter: Amount.Of(some: 1_000, all: 5_000));

    /// <summary>Characters that mean something in HTML: an ampersand may only begin one of the five entities.</summary>
    [GeneratedRegex("[<>\"']|&(?!(amp|lt|gt|quot|#39);)")]
    private static partial Regex Markup();

    static IEnumerable<string> Leaves(Message message)
    {
        IEnumerable<string> own = message switch
        {
            StringMessage text => [text.Content],
            JsonMessage json => Leaves(json.Content),
            UnknownMessage unknown => Leaves(JsonNode.Parse(unknown.Body)),
            EmojiMessage emoji => [emoji.Emoji, .. emoji.Tags],
            MediaMessage media => [media.Url?.OriginalString ?? "", media.ObjectId ?? "", media.Metadata?.Name ?? "", media.Metadata?.Format ?? ""],
            _ => [],
        };
        var typed = message is TypedMessage rich ? Leaves(rich.Attributes).Prepend(rich.Text) : [];
        return own.Concat(typed);
    }

    static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
