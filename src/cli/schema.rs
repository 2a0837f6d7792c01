//! `tizilim schema`: the contract.

pub(super) fn run() {
    print!("{}", crate::graphql::schema::sdl());
}
