namespace LeanRx.Server.Queries.Internal;

/// <summary>Types of values, in the order in which a sort puts them.</summary>
enum ValueKind : byte
{
    Missing,
    Null,
    Number,
    Text,
    Object,
    Array,
    Boolean,
    Date,
}
