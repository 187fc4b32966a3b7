using System.Text.Json.Serialization;

namespace Guide;

/// <summary>How it is read and written, made by the compiler: no reflection at run time.</summary>
[JsonSerializable(typeof(EmojiMessage))]
sealed partial class ChatJson : JsonSerializerContext;
