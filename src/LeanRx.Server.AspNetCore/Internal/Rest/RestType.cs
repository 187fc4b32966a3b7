namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>What a field of a request holds.</summary>
enum RestType
{
    Text,
    Flag,
    Number,
    Texts,
    Json,
}
