using LeanRx;

namespace Guide;

/// <summary>A message type of one's own: everything that it declares stands in the body.</summary>
public sealed record EmojiMessage(string Emoji, int Size) : TypedMessage;
