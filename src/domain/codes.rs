//! Enumerations that have one code everywhere: in the database, the journal and the API.

/// An enumeration whose values are known by codes.
pub trait Coded: Copy + Eq + Send + Sync + 'static {
    /// The name of the enumeration.
    const NAME: &'static str;
    /// What it is.
    const ABOUT: &'static str;
    /// Each value with its code and what it means.
    const VALUES: &'static [(Self, &'static str, &'static str)];
}

/// Declares an enumeration whose values are known by a code, written once here; `as "…"` gives it another name in the
/// API, where its own is taken.
macro_rules! coded {
    (
        $( #[doc = $about:literal] )+
        pub enum $name:ident $( as $shown:literal )? {
            $( $( #[doc = $doc:literal] )+ $variant:ident = $code:literal, )+
        }
    ) => {
        $( #[doc = $about] )+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $( #[doc = $doc] )+ #[serde(rename = $code)] $variant, )+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The code by which the database, the journal and the API know it.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code ),+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )+ _ => None }
            }
        }

        impl $crate::domain::Coded for $name {
            const NAME: &'static str = $crate::domain::first(&[$( $shown, )? stringify!($name)]);
            const ABOUT: &'static str = concat!($( $about ),+);
            const VALUES: &'static [(Self, &'static str, &'static str)] = &[$( (Self::$variant, $code, concat!($( $doc ),+)) ),+];
        }
    };
}
pub(crate) use coded;

/// The first of several texts: the name that an enumeration asks for, or else its own.
pub(crate) const fn first(names: &[&'static str]) -> &'static str {
    names[0]
}
