using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>Bodies of messages (protocol.md §5, S35 to S44).</summary>
public class MessageBodyTests
{
    static readonly MessageBodyReader Reader = new(MessageFormats.BuiltIn);
    static readonly MessageBodyWriter Writer = new(MessageFormats.BuiltIn);

    static T Read<T>(string body) where T : Message => Assert.IsType<T>(Reader.Read(body));

    static string Write(Message message) => Writer.Write(message, nameof(message));

    [Fact]
    [Trait("Row", "S44")]
    public void A_text_carries_its_text_and_attributes()
    {
        var text = Read<TextMessage>("""{"_lctype":-1,"_lctext":"hello","_lcattrs":{"a":"x","b":true}}""");
        Assert.Equal("hello", text.Text);
        Assert.Equal("x", (string?)text.Attributes!["a"]);
        Assert.True((bool)text.Attributes["b"]!);
    }

    [Fact]
    public void An_image_carries_address_caption_and_all_its_metadata()
    {
        var image = Read<ImageMessage>("""{"_lctype":-2,"_lctext":"caption","_lcfile":{"url":"https://files.example.com/k.png","objId":"54699d87e4b0a56c64f470a4","metaData":{"name":"k.png","format":"png","height":768,"width":1024,"size":18000}}}""");
        Assert.Equal("caption", image.Text);
        Assert.Equal(new Uri("https://files.example.com/k.png"), image.Url);
        Assert.Equal("54699d87e4b0a56c64f470a4", image.ObjectId);
        Assert.Equal(new FileMetadata { Name = "k.png", Format = "png", Height = 768, Width = 1024, Size = 18000 }, image.Metadata);
    }

    [Fact]
    public void Sounds_and_films_tell_how_long_they_play()
    {
        Assert.Equal(TimeSpan.FromSeconds(26.5),
            Read<AudioMessage>("""{"_lctype":-3,"_lcfile":{"url":"https://files.example.com/a.mp3","metaData":{"format":"mp3","duration":26.5,"size":2738}}}""").Metadata!.Duration);
        Assert.Equal(TimeSpan.FromSeconds(168),
            Read<VideoMessage>("""{"_lctype":-4,"_lcfile":{"url":"https://files.example.com/v.mp4","metaData":{"duration":168,"size":18689}}}""").Metadata!.Duration);
    }

    [Fact]
    public void Name_and_size_of_a_file_are_found_beside_its_metadata_too()
    {
        var file = Read<FileMessage>("""{"_lctype":-6,"_lcfile":{"url":"https://files.example.com/cv.doc","name":"cv.doc","size":18689}}""");
        Assert.Equal(new FileMetadata { Name = "cv.doc", Size = 18689 }, file.Metadata);
    }

    [Fact]
    public void A_file_without_an_address_as_an_old_client_sends_it_is_still_a_file() =>
        Assert.Null(Read<FileMessage>("""{"_lctype":-6,"_lctext":"f","_lcfile":{"name":"x.doc","size":9}}""").Url);

    [Fact]
    public void An_image_without_metadata_has_none() =>
        Assert.Null(Read<ImageMessage>("""{"_lctype":-2,"_lcfile":{"url":"https://e.example/k.png"}}""").Metadata);

    [Fact]
    public void A_place_is_read_in_degrees()
    {
        var place = Read<LocationMessage>("""{"_lctype":-5,"_lctext":"here","_lcloc":{"longitude":23.2,"latitude":45.2}}""");
        Assert.Equal((45.2, 23.2, "here"), (place.Latitude, place.Longitude, place.Text));
    }

    [Fact]
    public void A_recalled_message_says_so() => Read<RecalledMessage>("""{"_lctype":-127}""");

    [Theory]
    [InlineData("""{"_lctype":7,"score":99}""", 7)]
    [InlineData("""{"_lctype":-101,"timestamp":5}""", -101)]
    [InlineData("""{"_lctype":0}""", 0)]
    [InlineData("""{"_lctype":-5,"_lctext":"a place without a place"}""", -5)]
    [InlineData("""{"_lctype":-5,"_lcloc":{"longitude":"23","latitude":45}}""", -5)]
    [InlineData("""{"_lctype":-2,"_lcfile":"https://e.example/k.png"}""", -2)]
    [InlineData("""{"_lctype":-2,"_lcfile":{"url":7}}""", -2)]
    [InlineData("""{"_lctype":-1,"_lctext":["no","text"]}""", -1)]
    [InlineData("""{"_lctype":-1,"_lcattrs":[1]}""", -1)]
    [InlineData("""{"_lctype":-1,"_lcattrs":"{broken"}""", -1)]
    public void What_this_client_does_not_understand_keeps_its_type_and_its_whole_body(string body, int code)
    {
        var unknown = Read<UnknownMessage>(body);
        Assert.Equal(code, unknown.TypeCode);
        Assert.Equal(body, unknown.Body);
    }

    [Fact]
    public void An_unknown_type_still_tells_its_text_and_attributes()
    {
        var unknown = Read<UnknownMessage>("""{"_lctype":7,"_lctext":"a score","_lcattrs":{"of":"Tom"},"score":99}""");
        Assert.Equal("a score", unknown.Text);
        Assert.Equal("Tom", (string?)unknown.Attributes!["of"]);
    }

    [Theory]
    [InlineData("{\"_lctype\":-1,\"_lctext\":\"hi \\ud83d\"}", "hi \ufffd")]
    [InlineData("{\"_lctype\":-1,\"_lctext\":\"\\ude00\\ud83d!\",\"\\ud83d\":1}", "\ufffd\ufffd!")]
    [InlineData("{\"_lctype\":-1,\"_lctext\":\"\\\\ud83d \\ud83d\\ude00\"}", "\\ud83d 😀")]
    public void Half_an_emoji_in_a_text_is_the_replacement_character_and_the_text_stays_a_text(string body, string text) =>
        Assert.Equal(text, Read<TextMessage>(body).Text);

    [Theory]
    [InlineData("{\"_lctype\":-1,\"_lcattrs\":{\"nick\":\"\\ud83d\",\"\\ude00\":[\"x\\ud83d\"]}}")]
    [InlineData("{\"_lctype\":-1,\"_lcattrs\":\"{\\\"nick\\\":\\\"\\\\ud83d\\\",\\\"\\\\ude00\\\":[\\\"x\\\\ud83d\\\"]}\"}")]
    public void Half_an_emoji_in_attributes_can_be_read_printed_and_forwarded(string body)
    {
        var message = Read<TextMessage>(body);
        Assert.Equal("\ufffd", (string?)message.Attributes!["nick"]);
        Assert.Equal("x\ufffd", (string?)message.Attributes["\ufffd"]![0]);
        Assert.Contains("nick", message.Attributes.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("nick", message.ToString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(message.Attributes, ((TextMessage)Reader.Read(Write(message))).Attributes));
    }

    [Theory]
    [InlineData("-1.0")]
    [InlineData("-1e0")]
    [InlineData("-10e-1")]
    public void A_type_is_a_number_however_it_is_written(string code) =>
        Assert.Equal("hi", Read<TextMessage>($$"""{"_lctype":{{code}},"_lctext":"hi"}""").Text);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e999")]
    public void A_place_that_could_not_be_sent_again_is_none(string latitude) =>
        Read<UnknownMessage>($$$"""{"_lctype":-5,"_lcloc":{"longitude":1,"latitude":{{{latitude}}}}}""");

    [Fact]
    public void What_may_be_sent_may_be_read_however_deep_it_nests()
    {
        var message = new TextMessage("hi") { Attributes = (JsonObject)Nested(59) };
        Assert.True(JsonNode.DeepEquals(message.Attributes, Read<TextMessage>(Write(message)).Attributes));
        Assert.Equal("message nests deeper than 60 levels. (Parameter 'message')",
            Assert.Throws<ArgumentException>(() => Writer.Write(new TextMessage("hi") { Attributes = (JsonObject)Nested(60) }, "message")).Message);
        Assert.IsType<JsonMessage>(Reader.Read(Write(new JsonMessage((JsonObject)Nested(60)))));
        Assert.Throws<ArgumentException>(() => Write(new JsonMessage((JsonObject)Nested(61))));
        Assert.IsType<StringMessage>(Reader.Read(Nested(61).ToJsonString()));
    }

    [Fact]
    public void Attributes_that_hold_half_an_emoji_as_JSON_are_refused_by_name() =>
        Assert.Equal("message",
            Assert.Throws<ArgumentException>(() =>
            Writer.Write(new TextMessage("hi") { Attributes = (JsonObject)JsonNode.Parse("{\"nick\":\"\\ud83d\"}")! }, "message")).ParamName);

    static JsonNode Nested(int depth) =>
        JsonNode.Parse(string.Concat(Enumerable.Repeat("{\"k\":", depth - 1)) + "{}" + new string('}', depth - 1), null,
        new System.Text.Json.JsonDocumentOptions { MaxDepth = 100 })!;

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("{not json")]
    [InlineData("{\"a\":1} and more")]
    [InlineData("[1,2]")]
    [InlineData("42")]
    [InlineData("{\"text\":\"\\ud800\"}{")]
    public void Whatever_is_no_JSON_object_is_a_string_and_stays_as_it_is(string body) => Assert.Equal(body, Read<StringMessage>(body).Content);

    [Theory]
    [InlineData("""{"abc":123}""")]
    [InlineData("""{"_lctype":"-1","_lctext":"x"}""")]
    [InlineData("""{"_lctype":1.5}""")]
    [InlineData("""{"_lctype":null}""")]
    [InlineData("""  {"a":{"b":[1,null,{"c":"d"}]}}""")]
    public void An_object_without_an_integer_type_is_free_JSON(string body) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), Read<JsonMessage>(body).Content));

    [Fact]
    [Trait("Row", "D13")]
    public void A_body_over_several_lines_is_a_typed_message_all_the_same() => // D13
        Assert.Equal("hi", Read<TextMessage>("{\n\"_lctype\" : -1,\r\n\t\"_lctext\" : \"hi\"\n}").Text);

    [Fact]
    [Trait("Row", "S10")]
    public void Escaped_and_plain_Chinese_read_the_same() => // S10
        Assert.Equal(Read<TextMessage>("""{"_lctype":-1,"_lctext":"耗子"}""").Text, Read<TextMessage>("""{"_lctype":-1,"_lctext":"\u8017\u5b50"}""").Text);

    [Fact]
    public void Attributes_given_as_a_string_that_holds_an_object_are_read() =>
        Assert.Equal("x", (string?)Read<TextMessage>("""{"_lctype":-1,"_lcattrs":"{\"a\":\"x\"}"}""").Attributes!["a"]);

    [Fact]
    public void Of_members_that_come_twice_the_last_one_counts()
    {
        Assert.Equal(2, (int)Read<JsonMessage>("""{"a":1,"a":2}""").Content["a"]!);
        Assert.Equal(2, (int)Read<TextMessage>("""{"_lctype":-1,"_lcattrs":{"a":1,"a":2}}""").Attributes!["a"]!);
    }

    [Fact]
    public void A_body_nested_too_deep_is_a_string()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        Assert.Equal(body, Read<StringMessage>(body).Content);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_left_out() =>
        Assert.Equal(new FileMetadata { Name = "k" },
            Read<ImageMessage>("""{"_lctype":-2,"_lcfile":{"metaData":{"name":"k","width":1e300,"height":-1,"size":1e300,"duration":1e300}}}""").Metadata);

    static readonly Gen<string> Texts = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['\u0020', '\u2fff'], Gen.Char['耗', '腕']), 0, 40];

    static readonly Gen<FileMetadata> Metadata = Gen.Select(Texts, Gen.Int[0, 10000], Gen.Long[0, 1L << 40], Gen.Int[0, 100000], Gen.Bool)
        .Select((name, pixels, size, milliseconds, all) => all
            ? new FileMetadata
            {
                Name = name,
                Format = "png",
                Size = size,
                Width = pixels,
                Height = pixels + 1,
                Duration = TimeSpan.FromMilliseconds(milliseconds)
            }
            : new FileMetadata { Name = name });

    static readonly Gen<Message> Messages = Gen.OneOf(
        Texts.Select(text => (Message)new TextMessage(text)),
        Texts.Select(text => (Message)new StringMessage("s" + text)),
        Gen.Select(Texts, Metadata)
            .Select((text, metadata) =>
            (Message)new ImageMessage { Text = text, Url = new Uri("https://e.example/" + Uri.EscapeDataString(text)), Metadata = metadata }),
        Gen.Select(Texts, Metadata).Select((text, metadata) => (Message)new AudioMessage { Text = text, ObjectId = text, Metadata = metadata }),
        Gen.Select(Texts, Metadata).Select((text, metadata) => (Message)new VideoMessage { Text = text, Metadata = metadata }),
        Gen.Select(Texts, Metadata).Select((text, metadata) => (Message)new FileMessage { Text = text, Metadata = metadata }),
        Gen.Select(Texts, Gen.Double[-90, 90], Gen.Double[-180, 180])
            .Select((text, latitude, longitude) => (Message)new LocationMessage(latitude, longitude) { Text = text }));

    [Fact]
    [Trait("Row", "D6")]
    public void Whatever_is_written_reads_as_the_same_message() => Messages.Sample(message => Reader.Read(Write(message)).Equals(message));

    const string WithEverything =
        """{"_lctype":-2,"_lctext":"c","_lcfile":{"url":"u","metaData":{"size":1}},"_lcattrs":{"a":[1]},"_lcloc":{"latitude":1,"longitude":2}}""";

    const string Place = """{"_lctype":-5,"_lcloc":{"longitude":23.2,"latitude":45.2}}""";

    [Fact]
    public void No_body_whatsoever_makes_the_reader_throw_or_lose_it() =>
        Gen.Select(Gen.OneOf(Gen.Const(WithEverything), Gen.Const(Place)), Gen.Int[0, 200], Gen.Char, Gen.Int[0, 200])
            .Sample((body, at, character, cut) =>
            {
                var damaged = body.Remove(at % body.Length, 1).Insert(at % body.Length, character.ToString());
                damaged = damaged[..Math.Max(1, damaged.Length - cut % damaged.Length)];
                return Reader.Read(damaged) is not null && (Reader.Read(damaged) is not StringMessage text || text.Content == damaged);
            });
}
